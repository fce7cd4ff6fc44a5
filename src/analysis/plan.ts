import { retentionEdge } from '../lake/retention';
import { hasTime } from '../lake/time';
import type { ILakeTable } from '../lake/types';
import { questionsFor, isFor } from '../questions/catalogue';
import { missingFields } from '../questions/prerequisites';
import type { DetectorName, IQuestion } from '../questions/types';
import { beaconCoverageStatement, beaconMinutesStatement } from '../sql/beacon';
import { breakdownStatement } from '../sql/breakdown';
import { breakdownFields } from '../sql/breakdown-fields';
import { checkStatement } from '../sql/check';
import { CompileError } from '../sql/compile-error';
import { daysStatement } from '../sql/days';
import { eventsStatement } from '../sql/events';
import { firstSeenStatement } from '../sql/first-seen';
import { firstSeenSpan, PROBE_DAYS, type IFirstSeenSpan } from '../sql/first-seen-rows';
import { freshnessStatement } from '../sql/freshness';
import { heartbeatStatement } from '../sql/heartbeat';
import { whyNotKept, type NotKept } from '../sql/kept';
import { compileModel } from '../sql/model';
import { seriesStatement } from '../sql/series';
import { KEPT_LIMIT } from '../sql/series-rows';
import { LiteralError } from '../sql/template';
import type { IBucketSpan, IStatement, KeyTuple } from '../sql/types';
import { BUCKET_MS, resolveGrain } from './plan/grain';
import { specQuestion } from './plan/question';
import { parseMoment, readableRange, resolveRange, wholeBuckets } from './plan/range';
import type { IAnalysisSpec } from './spec';
import { SpecError, type IPlan } from './types';

export { BUCKET_MS, resolveGrain } from './plan/grain';
export { resolveRange } from './plan/range';
export { defaultSpec } from './plan/default-spec';
export { validateSpec } from './plan/validate';

/** Hours in which a key has to be there to be looked at by the minute; half of those of a shorter range. */
const STEADY_HOURS = 12;

const COUNT: IQuestion['measure'] = { kind: 'count' };

/** A plan with the statements beyond the main job. */
export interface IFullPlan extends IPlan {
  /** Why its days can't be kept for later; null when they can. */
  notKept: NotKept | null;
  /** The series statement over other days, with all series; for days that are kept. */
  seriesOver(range: { from: number; to: number }): IStatement;
  /** The heartbeat over other days. */
  heartbeatOver(table: ILakeTable, range: { from: number; to: number }): IStatement;
  /** What `firstSeen` covers. */
  memory: IFirstSeenSpan;
  /** When each key was seen first, over 45 days or more, as far as rows are kept. */
  firstSeen(limit?: number): IStatement;
  /** Whether rows of each table arrive, per account and region; layout of the series statement. */
  heartbeat(table: ILakeTable): IStatement;
  /** Whether a table has rows in the range at all: one row with their number, first and last time. */
  freshness(table: ILakeTable): IStatement;
  /** On which days of another range a table has rows at all, of the accounts and regions that are asked for. */
  days(table: ILakeTable, range: { from: number; to: number }): IStatement;
  /** Whether a table has rows at the very start of what `firstSeen` looks back on: their number, first and last time. */
  remembers(table: ILakeTable): IStatement;
  /** First stage of the hunt for beacons. */
  beaconCoverage(minHours?: number, limit?: number): IStatement;
  /** Second stage: the chosen keys by the minute; layout of the series statement. */
  beaconMinutes(pairs: readonly KeyTuple[]): IStatement;
}

/** When a plan is made, and for which absolute range when it is that of an older result. */
export interface IPlanOptions {
  /** Epoch milliseconds; a restored result passes the moment of its run, so that its statements are the same again. */
  now: number;
  range?: { from: number; to: number };
  /** For how many days the lake keeps rows; 0 or absent for ever. Nothing older is asked for. */
  retentionDays?: number;
}

/**
 * Turns a spec into statements. `tables` are the lake's tables; those that the spec names are used.
 *
 * @throws SpecError saying which part of the form to look at; nothing has been started then.
 */
export function planAnalysis(
  spec: IAnalysisSpec,
  tables: readonly ILakeTable[],
  options: IPlanOptions
): IFullPlan {
  const chosen = chosenTables(spec, tables);
  checkTime(chosen);
  const question = specQuestion(spec, chosen);
  checkQuestion(spec, question, chosen);
  const asked = options.range ?? resolveRange(spec.range, options.now);
  const grain = resolveGrain(spec.grain, question, asked);
  const bucketMs = BUCKET_MS[grain];
  const range = wholeBuckets(asked, bucketMs, options.range ? asked.to : options.now);
  const edge = retentionEdge(options.retentionDays, options.now);
  // What an older result read has been read; what is asked about it now is another matter.
  const readable = options.range ? range : readableRange(range, edge);
  const model = compiled(() =>
    compileModel({
      tables: chosen,
      question,
      range: readable,
      edge,
      bucketMs,
      accounts: spec.accounts,
      regions: spec.regions,
      now: options.now,
      eventTime: spec.custom?.eventTime ?? null,
      cutOver: spec.cutOver ? parseMoment(spec.cutOver, 'start') : null
    })
  );
  const memory = firstSeenSpan(readable, edge);
  const looksFor = (detector: DetectorName): boolean => question.detectors.includes(detector);
  const remembers = (table: ILakeTable): IStatement =>
    compiled(() => {
      const start = { from: memory.from, to: memory.from + PROBE_DAYS * BUCKET_MS.day };
      return freshnessStatement(table, { ...model, range: start });
    });
  // Rows, whatever the question measures.
  const counted = { ...model, question: { ...question, measure: COUNT } };
  const hours = (readable.to - readable.from) / BUCKET_MS.hour;
  const coverage = (
    minHours = Math.max(2, Math.min(STEADY_HOURS, Math.floor(hours / 2))),
    limit?: number
  ): IStatement => compiled(() => beaconCoverageStatement(model, minHours, limit));
  const minutes = (pairs: readonly KeyTuple[]): IStatement =>
    compiled(() => beaconMinutesStatement(counted, pairs));
  return {
    spec,
    question,
    title: question.title,
    tables: chosen,
    range,
    readable,
    grain,
    bucketMs,
    keyNames: question.keys,
    measure: question.measure,
    series: compiled(() => seriesStatement(options.range ? { ...model, edge: null } : model)),
    memory,
    get beside() {
      const remembered = (memory.to - memory.from) / BUCKET_MS.day;
      const days = (readable.to - readable.from) / BUCKET_MS.day;
      return [
        ...(looksFor('first-seen')
          ? [
              { statement: compiled(() => firstSeenStatement(model)), days: remembered },
              ...chosen.map(table => ({ statement: remembers(table), days: PROBE_DAYS }))
            ]
          : []),
        ...(looksFor('periodicity')
          ? [
              { statement: coverage(), days },
              // Which keys it takes the stage before decides.
              { statement: minutes([question.keys.map(key => `<${key}>`)]), days }
            ]
          : [])
      ];
    },
    events: (keys, span, limit) =>
      compiled(() => eventsStatement(model, keys, nonEmpty(span), limit)),
    check: (keys, span) => compiled(() => checkStatement(model, keys, nonEmpty(span))),
    count: (keys, span) => compiled(() => checkStatement(counted, keys, nonEmpty(span))),
    notKept: whyNotKept(model),
    seriesOver: range => compiled(() => seriesStatement({ ...model, range }, KEPT_LIMIT)),
    heartbeatOver: (table, range) => compiled(() => heartbeatStatement(table, { ...model, range })),
    firstSeen: limit => compiled(() => firstSeenStatement(model, limit)),
    heartbeat: table => compiled(() => heartbeatStatement(table, model)),
    freshness: table => compiled(() => freshnessStatement(table, model)),
    days: (table, range) => compiled(() => daysStatement(table, { ...model, range })),
    remembers,
    beaconCoverage: coverage,
    beaconMinutes: minutes,
    breakdown: (keys, span, fields = breakdownFields(chosen, question.keys), top) =>
      compiled(() => breakdownStatement(model, keys, nonEmpty(span), fields, top))
  };
}

function chosenTables(spec: IAnalysisSpec, tables: readonly ILakeTable[]): ILakeTable[] {
  if (spec.tables.length === 0) {
    throw new SpecError('Choose a table.', 'table');
  }
  const found = spec.tables.map(wanted => {
    const table = tables.find(
      entry =>
        entry.name === wanted.name &&
        entry.database === wanted.database &&
        (entry.catalog === wanted.catalog || wanted.catalog === '')
    );
    if (!table) {
      throw new SpecError(`The lake has no table ${wanted.database}.${wanted.name}.`, 'table');
    }
    return table;
  });
  return found.filter((table, i) => found.indexOf(table) === i);
}

/** Without a time nothing can be asked within bounds, whatever is chosen in the form. */
function checkTime(tables: readonly ILakeTable[]): void {
  const timeless = tables.find(table => !hasTime(table));
  if (timeless) {
    throw new SpecError(
      `Table ${timeless.name} has no column that says when something happened, so nothing can be asked of it within bounds.`,
      'table'
    );
  }
}

function checkQuestion(
  spec: IAnalysisSpec,
  question: IQuestion,
  tables: readonly ILakeTable[]
): void {
  if (question.keys.length === 0) {
    throw new SpecError('Choose at least one field to group by.', 'keys');
  }
  if (new Set(question.keys).size < question.keys.length) {
    throw new SpecError('A field to group by is chosen twice.', 'keys');
  }
  if (spec.question === null || spec.custom) {
    return;
  }
  for (const table of tables) {
    if (!isFor(question, table)) {
      const title = questionsFor(table)[0]?.title;
      throw new SpecError(
        `The question "${question.title}" is not made for table ${table.name}${title ? `; "${title}" is` : ''}.`,
        'question'
      );
    }
    const missing = missingFields(question, table);
    if (missing.length > 0) {
      throw new SpecError(
        `Table ${table.name} lacks what the question needs: ${missing.map(m => m.field).join(', ')}.`,
        'question'
      );
    }
  }
}

/** A span that has at least one bucket. */
function nonEmpty(span: IBucketSpan): IBucketSpan {
  if (!(span.first < span.end) || !(span.bucketMs > 0)) {
    throw new CompileError('The span has no bucket.', 'range');
  }
  return span;
}

/** Errors of the compiler in the words of the form. */
function compiled<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (error instanceof CompileError) {
      throw new SpecError(error.message, error.part);
    }
    if (error instanceof LiteralError) {
      throw new SpecError(error.message, 'filter');
    }
    throw error;
  }
}
