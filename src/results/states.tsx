import * as React from 'react';

import type { IRunProgress } from '../analysis/types';
import { AthenaError } from '../athena/errors';
import { loadPlotly } from '../charts/plotly';
import { detectorsOf } from '../findings/gather';
import { Button } from './button';
import { useResult } from './context';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { useClock } from './hooks';
import { whenIdle } from './turns';
import { lookedFor } from './further';
import { keyLabel } from './key';
import { NoRows } from './norows';
import { needsYear } from './scope';

/** Milliseconds before a wait shows the shape of what will come. */
const SKELETON_AFTER = 300;
const SKELETON_ROWS = 6;

const STAGES: readonly IRunProgress['stage'][] = ['query', 'reading', 'detecting'];

/** A run under way: stages with counts, elapsed time, Cancel. */
export function Running(): React.ReactElement {
  const { model } = useResult();
  const { trans, format, running } = model;
  const now = useClock(true, model.now);
  const { progress } = running;
  const at = progress ? STAGES.indexOf(progress.stage) : 0;
  const elapsed = Math.max(0, now - running.startedAt);
  // Most runs end in a chart: its code comes while the query is waited for. Who needs it asks again when this fails.
  React.useEffect(() => whenIdle(() => void loadPlotly().catch(() => undefined)), []);
  const fraction = progress && Number.isFinite(progress.fraction) ? progress.fraction : null;
  return (
    <section className="jp-SecurityLake-running" aria-label={trans.__('Run')} aria-busy="true">
      <ol className="jp-SecurityLake-stages">
        {STAGES.map((stage, i) => (
          <li
            key={stage}
            className={i < at ? 'jp-mod-done' : i === at ? 'jp-mod-current' : ''}
            aria-current={i === at ? 'step' : undefined}
          >
            {stageName(stage)}
            {i === at && progress ? ` ${countOf(progress)}` : ''}
          </li>
        ))}
      </ol>
      <progress
        className="jp-SecurityLake-progress"
        aria-label={trans.__('Progress')}
        max={1}
        value={fraction ?? undefined}
      />
      <span className="jp-SecurityLake-elapsed">{format.duration(elapsed)}</span>
      <Button onClick={() => model.cancel()}>{trans.__('Cancel')}</Button>
      {progress?.trouble && (
        <span role="status" className="jp-SecurityLake-trouble">
          {trans.__('%1 Trying again …', new AthenaError(progress.trouble).sentence(trans))}
        </span>
      )}
    </section>
  );

  function stageName(stage: IRunProgress['stage']): string {
    switch (stage) {
      case 'query':
        return trans.__('Query');
      case 'reading':
        return trans.__('Reading');
      default:
        return trans.__('Detecting');
    }
  }

  function countOf({ stage, done, total }: IRunProgress): string {
    if (!(done > 0)) {
      return '';
    }
    if (stage === 'query') {
      return format.bytes(done);
    }
    return total > 0
      ? trans.__('%1 of %2 series', format.number(done), format.number(total))
      : trans.__('%1 series', format.number(done));
  }
}

/** Grey rows where the list will be, once the wait is long enough to be noticed. */
export function Skeleton(): React.ReactElement | null {
  const { model } = useResult();
  const now = useClock(true, model.now, 100);
  if (now - model.running.startedAt < SKELETON_AFTER) {
    return null;
  }
  return (
    <div className="jp-SecurityLake-skeleton" aria-hidden="true">
      {Array.from({ length: SKELETON_ROWS }, (_, i) => (
        <div key={i} className="jp-SecurityLake-skeleton-row" />
      ))}
    </div>
  );
}

/** What stands above a result that is being run again, failed to, was cancelled, or is old. */
export function Banner(): React.ReactElement | null {
  const { model } = useResult();
  const { trans, phase, running, document } = model;
  const kept = document?.findings ? trans.__('The result below is the one from before.') : '';
  if (phase === 'running') {
    return <Running />;
  }
  if (phase === 'failed') {
    return (
      <FailureNote
        failure={failureOf(running.error, trans)}
        kept={kept}
        onRetry={() => void model.retry()}
      />
    );
  }
  if (phase === 'cancelled') {
    return (
      <p className="jp-SecurityLake-note" role="status">
        {running.isStopping
          ? trans.__('Cancelled; stopping the query …')
          : trans.__('Cancelled; the query was stopped.')}{' '}
        {kept} {!kept && <Button onClick={() => void model.run()}>{trans.__('Run')}</Button>}
      </p>
    );
  }
  if (model.isStale && kept) {
    return (
      <p className="jp-SecurityLake-note" role="status">
        {trans.__('The lake was read anew since this was run. The result stays as it was.')}
      </p>
    );
  }
  return null;
}

/** A saved analysis without a result. It never queries by itself. */
export function NotRun(): React.ReactElement {
  const { model } = useResult();
  const { trans } = model;
  return (
    <div className="jp-SecurityLake-state">
      <p>{trans.__('This analysis has not been run yet.')}</p>
      <Button kind="primary" onClick={() => void model.run()}>
        {trans.__('Run')}
      </Button>
    </div>
  );
}

/** Series, but no finding: what was checked, and how close the nearest was. */
export function NothingFound(): React.ReactElement {
  const { model } = useResult();
  const { trans, format, document, nearest, measure } = model;
  const series = document?.series;
  if (!series) {
    return <NoRows />;
  }
  const { grid, keys } = series;
  return (
    <div className="jp-SecurityLake-state">
      <p>
        <b>{trans.__('Nothing stands out.')}</b>
      </p>
      <p>
        {trans._n(
          '%2 series over %3 was checked for %4.',
          '%2 series over %3 were checked for %4.',
          keys.length,
          format.number(keys.length),
          format.buckets(grid.length, grid.bucketMs),
          lookedFor(detectorsOf(document.findings), trans)
        )}
      </p>
      {nearest && detectorsOf(document.findings).includes('outlier') && (
        <p>
          {trans.__(
            'The nearest to a finding was %1 %2: %3, where about %4 were expected; %5.',
            keyLabel(keys[nearest.series] ?? [], trans),
            format.when(
              format.time(
                (grid.start + nearest.index) * grid.bucketMs,
                grid.bucketMs,
                needsYear(document)
              ),
              grid.bucketMs
            ),
            format.amount(nearest.observed, measure),
            format.value(nearest.expected, measure),
            nearest.observed < nearest.expected
              ? trans.__('the usual range begins at %1', format.value(nearest.bound, measure))
              : trans.__('the usual range ends at %1', format.value(nearest.bound, measure))
          )}
        </p>
      )}
    </div>
  );
}
