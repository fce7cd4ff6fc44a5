import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { fieldWord } from './format';
import { KeyValue } from './key';
import { carriersOf, type IBreakdown, type IPart } from './parts';
import { toTimes } from './span';

const CELL = 'jp-SecurityLake-breakdown-cell';
/** Values of a field that are shown. */
const SHOWN = 3;
/** Carriers that are named in the sentence. */
const NAMED = 3;

/** What a burst is made of, and without which value it would be none. */
export function Breakdown(): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, investigation } = model;
  const { breaking, evidence } = investigation;
  if (!evidence?.breakdown) {
    return null;
  }
  const { grid } = evidence;
  const { from, to } = toTimes(evidence.partSpan, grid);
  const where = format.span(from, to, grid.bucketMs);
  return (
    <div className={`jp-SecurityLake-breakdown${breaking.state === 'done' ? ' jp-mod-open' : ''}`}>
      <div className="jp-SecurityLake-proof">
        {breaking.state === 'running' ? (
          <Button onClick={() => breaking.cancel()}>{trans.__('Cancel break-down')}</Button>
        ) : (
          <Button
            title={trans.__('Counts the events of %1 UTC by the values of other fields', where)}
            onClick={() => void investigation.breakDown()}
          >
            {trans.__('Break down')}
          </Button>
        )}
        <span role="status" className="jp-SecurityLake-faint">
          {breaking.state === 'running' && trans.__('Counting …')}
          {breaking.state === 'cancelled' && trans.__('Cancelled.')}
          {breaking.state === 'done' && trans.__('%1 UTC', where)}
        </span>
      </div>
      {breaking.state === 'failed' && (
        <FailureNote
          failure={failureOf(breaking.error, trans)}
          onRetry={() => void investigation.breakDown()}
        />
      )}
      {breaking.state === 'done' && breaking.value && <Parts found={breaking.value} />}
    </div>
  );
}

function Parts({ found }: { found: readonly IBreakdown[] }): React.ReactElement {
  const { trans } = useResult().model;
  const carriers = carriersOf(found).slice(0, NAMED);
  if (found.length === 0) {
    return <p>{trans.__('No other field of these events has a value.')}</p>;
  }
  return (
    <>
      {carriers.length > 0 && (
        <p className="jp-SecurityLake-breakdown-said">
          {trans.__('Without any one of these nothing would stand out:')}{' '}
          {carriers.map(({ field, part }, i) => (
            <React.Fragment key={field}>
              {i > 0 && ', '}
              {fieldWord(field)}{' '}
              <b>
                <KeyValue value={part.value} trans={trans} length={80} />
              </b>
            </React.Fragment>
          ))}
        </p>
      )}
      <table className="jp-SecurityLake-breakdown-table" aria-label={trans.__('Break-down')}>
        <thead>
          <tr>
            {[trans.__('Field'), trans.__('Value'), trans.__('Holds'), trans.__('Share')].map(
              name => (
                <th key={name} scope="col" className={`${CELL} jp-mod-name`}>
                  {name}
                </th>
              )
            )}
          </tr>
        </thead>
        <tbody>
          {found.map(({ field, parts }) =>
            parts.slice(0, SHOWN).map((part, i) => (
              <tr key={`${field} ${i}`}>
                {i === 0 && (
                  <th
                    scope="rowgroup"
                    className={`${CELL} jp-mod-name`}
                    rowSpan={Math.min(SHOWN, parts.length)}
                  >
                    {fieldWord(field)}
                  </th>
                )}
                <Row part={part} />
              </tr>
            ))
          )}
        </tbody>
      </table>
    </>
  );
}

function Row({ part }: { part: IPart }): React.ReactElement {
  const { trans, format, investigation } = useResult().model;
  return (
    <>
      <td className={CELL}>
        <KeyValue value={part.value} trans={trans} length={120} />
      </td>
      <td className={`${CELL} jp-mod-number`}>
        {format.value(part.amount, investigation.evidence?.measure ?? { kind: 'count' })}
      </td>
      <td className={`${CELL} jp-mod-number`}>
        {Number.isFinite(part.share) && (
          <>
            <meter
              className="jp-SecurityLake-breakdown-meter"
              min={0}
              max={1}
              value={part.share}
              aria-hidden="true"
            />{' '}
            {format.percent(part.share)}
          </>
        )}
      </td>
    </>
  );
}
