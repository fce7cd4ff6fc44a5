import { detect } from '../detectors';
import type { ISilence } from '../detectors/arrivals/silences';
import { nothingFound } from '../detectors/nothing';
import type { IDetectorOptions } from '../detectors/types';
import { gatherFindings, OF_SERIES } from '../findings/gather';
import { FindingRanker } from '../findings/rank';
import type { IDetected, INotDetected } from '../findings/rank';
import { silenceFindings } from '../findings/silence';
import type { IFindingSet } from '../findings/types';
import { SeriesMerger } from '../series/merge';
import { packingOf, unpackSeries } from '../series/pack';
import { SeriesReader } from '../series/reader';
import { markMissing } from '../series/silence';
import type { ISeriesSet } from '../series/types';
import { ArrivalsJob } from './arrivals-job';
import { detectorOptions } from './detector-options';
import { silencesOf } from './silence-job';
import type { IPackedSeries } from './document';
import { EarlyMarks } from './early-marks';
import type { IJobProgress, IJobResult, IJobSpec, RowsOf } from './worker-protocol';

/** Where a job is after a slice of work: `waiting` for rows, with `more` to do at once, or `done`. */
export type JobState = 'waiting' | 'more' | 'done';

/** Of a series in which nothing is looked for: the hunt for beacons has a thousand of them. */
const NOT_ASKED: IDetected = nothingFound(0);

/**
 * Reading, detecting and ranking in slices of time, so that it runs in a worker as well as on the main thread without
 * blocking either. Deterministic: how the work is sliced doesn't change the result.
 */
export class WorkerJob {
  constructor(private readonly _spec: IJobSpec) {
    const { rows, series, arrivals } = _spec;
    this._arrivals = arrivals ? new ArrivalsJob(arrivals) : null;
    this._reader = rows ? new SeriesReader(rows.grid, rows.keyNames, { gaps: rows.gaps }) : null;
    this._merger = rows?.merge ? new SeriesMerger(rows.keyNames.length, rows.merge.isWhole) : null;
    if (series) {
      this._begin(unpackSeries(series));
    }
  }

  /** Gives rows of the series statement, or of another, to read. */
  add(rows: (string | null)[][], of: RowsOf = 'series'): void {
    if (of === 'series') {
      for (const row of rows) {
        this._waiting.push(row);
      }
    } else {
      this._arrived.push(...rows.map((row): [typeof of, typeof row] => [of, row]));
    }
  }

  /**
   * All rows of the series statement are there. What is known of the marks already, and the rows, say which buckets are
   * no observations; `close` says it for certain.
   */
  whole(): void {
    this._isWhole = true;
  }

  /** No more rows come; buckets that are marked `missing` are no observations; `failed` searches gave no answer. */
  close(missing: Uint8Array | null = null, failed: IFindingSet['failed'] = undefined): void {
    this._isClosed = true;
    this._missing = missing;
    this._failed = failed;
    if (this._early && !this._early.hold(missing)) {
      this._begin(this._marked(this._early.undone()));
    }
    this._early = null;
  }

  get progress(): IJobProgress {
    return this._set && this._isClosed
      ? { stage: 'detecting', done: this._detected, total: this._set.keys.length }
      : { stage: 'reading', done: this._read, total: this._waiting.length };
  }

  /** What came out; only after `advance` said `done`. */
  get result(): IJobResult {
    if (!this._result) {
      throw new Error('The job is not done.');
    }
    return this._result;
  }

  /**
   * Works for about `ms` milliseconds, at least one step.
   *
   * @param now - Clock in milliseconds.
   */
  advance(ms: number, now: () => number): JobState {
    const until = now() + ms;
    do {
      if (!this._step()) {
        return this._result ? 'done' : 'waiting';
      }
    } while (now() < until);
    return 'more';
  }

  /** The smallest piece of work; false when there is none at the moment. */
  private _step(): boolean {
    if (this._result) {
      return false;
    }
    const arrived = this._arrived.pop();
    if (arrived) {
      this._arrivals?.read(...arrived);
      return true;
    }
    if (!this._set) {
      return this._readOne();
    }
    if (this._detected < this._set.keys.length) {
      if (this._looksForSilence) {
        this._silent.push(silencesOf(this._set, this._detected));
      }
      this._ranker!.add(this._detectOne(this._set, this._detected));
      this._detected++;
      return true;
    }
    if (this._reader && !this._packed) {
      this._packing ??= packingOf(this._set);
      const { done, value } = this._packing.next();
      this._packed = done ? value : null;
      return true;
    }
    if (this._reader && !this._isClosed) {
      return false;
    }
    if (!this._ranked) {
      this._ranked = this._ranker!.finish();
      return true;
    }
    const { detectors = OF_SERIES, kept } = this._spec;
    const arrivals = this._arrivals?.finish(this._set, this._failed);
    const silent = silenceFindings(this._set, this._silent);
    const more = kept ?? {
      ...arrivals,
      findings: [...(arrivals?.findings ?? []), ...silent],
      failed: this._failed
    };
    this._result = {
      read: this._packed ? { series: this._set, packed: this._packed } : null,
      findings: gatherFindings(this._ranked, detectors, more)
    };
    return false;
  }

  private _readOne(): boolean {
    if (this._read < this._waiting.length) {
      const row = this._waiting[this._read];
      this._waiting[this._read++] = [];
      (this._merger ?? this._reader)?.add(row);
      return true;
    }
    const marking = this._spec.rows?.marking;
    if (this._reader && (this._isClosed || (this._isWhole && marking))) {
      for (const row of this._merger?.rows() ?? []) {
        this._reader.add(row);
      }
      const set = this._reader.finish();
      if (this._isClosed) {
        this._begin(this._marked(set));
      } else {
        this._early = new EarlyMarks(set, marking!);
        this._begin(this._early.set);
      }
      return true;
    }
    return false;
  }

  private _marked(set: ISeriesSet): ISeriesSet {
    return this._missing ? markMissing(set, this._missing) : set;
  }

  private _begin(set: ISeriesSet): void {
    this._set = set;
    this._options = detectorOptions(this._spec.settings, set.grid);
    this._ranker = new FindingRanker(set, this._spec.settings.profile);
    this._detected = 0;
    this._silent = [];
    this._packing = null;
    this._packed = null;
    this._waiting = [];
  }

  private _detectOne(set: ISeriesSet, series: number): IDetected | INotDetected {
    const { detectors = OF_SERIES } = this._spec;
    if (!detectors.some(detector => OF_SERIES.includes(detector))) {
      return NOT_ASKED;
    }
    const { length } = set.grid;
    const row = (numbers: Float64Array): Float64Array =>
      numbers.subarray(series * length, (series + 1) * length);
    try {
      const { outliers, changes, trend, silentSince, expectedFalse } = detect(
        row(set.values),
        this._options!,
        set.weights ? row(set.weights) : null
      );
      return { outliers, changes, trend, silentSince, expectedFalse };
    } catch (error) {
      return { error: error instanceof Error ? error.message : String(error) };
    }
  }

  private readonly _reader: SeriesReader | null;
  private get _looksForSilence(): boolean {
    return !this._spec.kept && (this._spec.detectors?.includes('silence') ?? false);
  }

  private _silent: ISilence[][] = [];
  /** Ranks the series before they are read; null when the statement did. */
  private readonly _merger: SeriesMerger | null;
  private readonly _arrivals: ArrivalsJob | null;
  private readonly _arrived: [Exclude<RowsOf, 'series'>, (string | null)[]][] = [];
  private _failed: IFindingSet['failed'] = undefined;
  private _waiting: (string | null)[][] = [];
  private _read = 0;
  private _isWhole = false;
  private _isClosed = false;
  /** The set as it is detected while it isn't closed. */
  private _early: EarlyMarks | null = null;
  private _missing: Uint8Array | null = null;
  private _set: ISeriesSet | null = null;
  private _options: IDetectorOptions | null = null;
  private _ranker: FindingRanker | null = null;
  private _detected = 0;
  private _packing: ReturnType<typeof packingOf> | null = null;
  private _packed: IPackedSeries | null = null;
  private _ranked: IFindingSet | null = null;
  private _result: IJobResult | null = null;
}
