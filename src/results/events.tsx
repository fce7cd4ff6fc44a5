import * as React from 'react';

import type { IQueryRows } from '../tokens';
import { useResult } from './context';
import { EventTable } from './eventtable';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { useClock } from './hooks';
import type { IReading } from './investigation';

/** The raw events once they were asked for: reading, rows, none, an error. */
export function Events(): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, investigation } = model;
  const { reading } = investigation;
  const now = useClock(reading.state === 'running', model.now);
  // Without SQL its place says why.
  const isAsked = reading.state !== 'idle' && investigation.sql !== null;
  const place = React.useRef<HTMLDivElement>(null);
  const hasRows = reading.progress !== null;
  React.useEffect(() => {
    if (isAsked) {
      place.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [isAsked, hasRows, reading.state]);
  return isAsked ? (
    <div ref={place} className="jp-SecurityLake-events">
      {content()}
    </div>
  ) : null;

  function content(): React.ReactNode {
    switch (reading.state) {
      case 'running':
        return reading.progress?.rows.length ? (
          <EventRows of={reading.progress}>
            {trans.__(
              'The newest %1 events; reading the others …',
              format.number(reading.progress.rows.length)
            )}
          </EventRows>
        ) : (
          <p className="jp-SecurityLake-events-said" role="status">
            {trans.__('Reading events … %1', format.duration(Math.max(0, now - reading.startedAt)))}
          </p>
        );
      case 'failed':
        return (
          <FailureNote
            failure={failureOf(reading.error, trans)}
            onRetry={() => void investigation.read()}
          />
        );
      case 'cancelled':
        return (
          <p className="jp-SecurityLake-events-said" role="status">
            {trans.__('Cancelled; no events were read.')}
          </p>
        );
      case 'done':
        return reading.value ? (
          <EventRows of={reading.value}>
            <Whole answer={reading.value} />
          </EventRows>
        ) : null;
      default:
        return null;
    }
  }
}

/** What was read, so far or at all. */
function EventRows(props: { of: IReading; children: React.ReactNode }): React.ReactElement {
  const { trans } = useResult().model;
  const { columns, rows } = props.of;
  const names = React.useMemo(() => columns.map(({ name }) => name), [columns]);
  return (
    <section aria-label={trans.__('Events')}>
      <p role="status" className="jp-SecurityLake-events-said">
        {props.children}
      </p>
      {rows.length > 0 && (
        <EventTable
          label={trans.__('%1 events of %2 columns', String(rows.length), String(names.length))}
          names={names}
          rows={rows}
        />
      )}
    </section>
  );
}

/** How many there are, and what it took. */
function Whole({ answer }: { answer: IQueryRows }): React.ReactElement {
  const { trans, format } = useResult().model;
  const { rows, truncated, receipt } = answer;
  const count = format.number(rows.length);
  return (
    <>
      {rows.length === 0 ? (
        trans.__('No events: nothing in the lake matches this SQL now.')
      ) : truncated ? (
        <b>{trans.__('The newest %1 events; there are more. Insert the SQL to get all.', count)}</b>
      ) : (
        trans._n('%2 event, all there are.', '%2 events, all there are.', rows.length, count)
      )}{' '}
      <span className="jp-SecurityLake-faint">
        {trans.__(
          '%1 read in %2',
          format.bytes(receipt.scannedBytes),
          format.duration(receipt.totalMs)
        )}
      </span>
    </>
  );
}
