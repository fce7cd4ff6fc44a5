import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { needsYear } from './scope';
import { toTimes } from './span';

/** Recomputes the shown number from the raw events: `1,284 = 1,284 ✓`. */
export function Proof(): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, investigation } = model;
  const { checking, evidence } = investigation;
  if (!evidence?.check) {
    return null;
  }
  const { grid, measure } = evidence;
  const { from, to } = toTimes(evidence.checkedSpan, grid);
  const where = format.span(from, to, grid.bucketMs, needsYear(model.document));
  const check = checking.state === 'done' ? checking.value : null;
  return (
    <div className="jp-SecurityLake-proof">
      {checking.state === 'running' ? (
        <Button onClick={() => checking.cancel()}>{trans.__('Cancel check')}</Button>
      ) : (
        <Button
          title={trans.__('Counts the raw events of %1 UTC anew and compares', where)}
          onClick={() => void investigation.check()}
        >
          {trans.__('Check count')}
        </Button>
      )}
      <span role="status" className="jp-SecurityLake-proof-outcome">
        {checking.state === 'running' && trans.__('Counting …')}
        {checking.state === 'cancelled' && trans.__('Cancelled.')}
        {check &&
          (check.agrees ? (
            <b className="jp-mod-agrees" title={trans.__('Chart = events')}>
              {trans.__('%1 = %2 ✓', exact(check.shown), exact(check.counted))}
            </b>
          ) : (
            <>
              <b className="jp-mod-differs" title={trans.__('Chart ≠ events')}>
                {trans.__('%1 ≠ %2', exact(check.shown), exact(check.counted))}
              </b>{' '}
              {trans.__('The lake holds other events now than when this was run. Run again.')}
            </>
          ))}
        {check && <span className="jp-SecurityLake-faint"> {trans.__('%1 UTC', where)}</span>}
      </span>
      {checking.state === 'failed' && (
        <FailureNote
          failure={failureOf(checking.error, trans)}
          onRetry={() => void investigation.check()}
        />
      )}
    </div>
  );

  function exact(value: number): string {
    return measure.kind === 'ratio' ? format.percent(value) : format.exact(value);
  }
}
