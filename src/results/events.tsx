import { MessageLoop } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import * as React from 'react';

import type { IQueryRows } from '../tokens';
import { useResult } from './context';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { useClock } from './hooks';
import { EVENT_LIMIT } from './investigation';
import { whenIdle } from './turns';

/** Height in pixels of a row of the grid, and of the grid at most. */
const ROW = 22;
const HIGHEST = 320;

/** The raw events once they were asked for: reading, rows, none, an error. */
export function Events(): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, investigation } = model;
  const { reading } = investigation;
  const now = useClock(reading.state === 'running', model.now);
  // Without SQL its place says why.
  const isAsked = reading.state !== 'idle' && investigation.sql !== null;
  const place = React.useRef<HTMLDivElement>(null);
  const isRunning = reading.state === 'running';
  // Most queries end in rows: the grid's code comes while they are waited for. Who needs it asks again when this fails.
  React.useEffect(
    () => (isRunning ? whenIdle(() => void import('./grid').catch(() => undefined)) : undefined),
    [isRunning]
  );
  React.useEffect(() => {
    if (isAsked) {
      place.current?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [isAsked, reading.state]);
  return isAsked ? (
    <div ref={place} className="jp-SecurityLake-events">
      {content()}
    </div>
  ) : null;

  function content(): React.ReactNode {
    switch (reading.state) {
      case 'running':
        return (
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
        return reading.value ? <EventRows answer={reading.value} /> : null;
      default:
        return null;
    }
  }
}

function EventRows(props: { answer: IQueryRows }): React.ReactElement {
  const { trans, format } = useResult().model;
  const { rows, truncated, receipt } = props.answer;
  const count = format.number(rows.length);
  return (
    <section aria-label={trans.__('Events')}>
      <p role="status" className="jp-SecurityLake-events-said">
        {rows.length === 0 ? (
          trans.__('No events: nothing in the lake matches this SQL now.')
        ) : truncated ? (
          <b>
            {trans.__('The newest %1 events; there are more. Insert the SQL to get all.', count)}
          </b>
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
      </p>
      {rows.length > 0 && <Grid answer={props.answer} />}
    </section>
  );
}

/** The rows in Lumino's grid, which is loaded when the first is shown. */
function Grid(props: { answer: IQueryRows }): React.ReactElement {
  const { model } = useResult();
  const { trans, themeManager } = model;
  const { answer } = props;
  const host = React.useRef<HTMLDivElement>(null);
  const [failed, setFailed] = React.useState(false);
  // In the layout phase, because a Lumino widget must be disposed while its host is still in the page.
  React.useLayoutEffect(() => {
    let grid: Widget | null = null;
    let isGone = false;
    const build = async () => {
      const { eventGrid } = await import('./grid');
      if (isGone || !host.current?.isConnected) {
        return;
      }
      grid?.dispose();
      grid = eventGrid(answer, host.current);
      // While it is attached it has no size: else it would be drawn for that, and again for its size.
      host.current.hidden = true;
      Widget.attach(grid, host.current);
      MessageLoop.flush();
      host.current.hidden = false;
      MessageLoop.sendMessage(grid, Widget.ResizeMessage.UnknownSize);
    };
    const attempt = () => void build().catch(() => setFailed(true));
    attempt();
    themeManager?.themeChanged.connect(attempt);
    return () => {
      isGone = true;
      themeManager?.themeChanged.disconnect(attempt);
      grid?.dispose();
    };
  }, [answer, themeManager]);
  const height = Math.min(HIGHEST, (answer.rows.length + 1) * ROW + 18);
  return failed ? (
    <p role="alert">
      {trans.__('The grid could not be loaded. Insert the SQL in a notebook instead.')}
    </p>
  ) : (
    <div
      ref={host}
      className="jp-SecurityLake-grid"
      style={{ height }}
      role="group"
      aria-label={trans.__(
        '%1 events of %2 columns',
        String(EVENT_LIMIT),
        String(answer.columns.length)
      )}
    />
  );
}
