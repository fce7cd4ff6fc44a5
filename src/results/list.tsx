import type { TranslationBundle } from '@jupyterlab/translation';
import { useVirtualizer } from '@tanstack/react-virtual';
import * as React from 'react';

import { useResult } from './context';
import { STEEPEST } from './entries';
import type { ListRow, Section } from './entries';
import { Row } from './row';

/** Heights in pixels; the style sheet has the same. */
const ROW_HEIGHT = 52;
const HEADING_HEIGHT = 28;

/** The ranked list. Only the lines that are on the screen are in the page, so thousands cost nothing. */
export function List(props: { onEnter: () => void }): React.ReactElement {
  const { model, id, compact } = useResult();
  const { trans, ranking } = model;
  const [all, setAll] = React.useState(false);
  const isCut = compact && !all && ranking.rows.length > STEEPEST;
  // The same array as long as nothing changes: a new one has the virtualizer measure anew.
  const rows = React.useMemo(
    () => (isCut ? ranking.rows.slice(0, STEEPEST) : ranking.rows),
    [isCut, ranking.rows]
  );
  const scroller = React.useRef<HTMLDivElement>(null);
  // A run that ends while its tab has the focus: the keys of the list work at once.
  React.useEffect(() => {
    const list = scroller.current;
    if (list && document.activeElement === list.closest('.jp-SecurityLake-Result')) {
      list.focus();
    }
  }, []);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: i => (rows[i].type === 'heading' ? HEADING_HEIGHT : ROW_HEIGHT),
    getItemKey: i => rows[i].id,
    overscan: 6
  });
  React.useEffect(() => virtualizer.measure(), [virtualizer, rows]);
  const selected = rows.findIndex(row => row.id === ranking.selected?.id);
  React.useEffect(() => {
    if (selected >= 0) {
      virtualizer.scrollToIndex(selected, { align: 'auto' });
    }
  }, [virtualizer, selected]);
  const places = React.useMemo(() => placesOf(rows), [rows]);
  const total = places[places.length - 1] ?? 0;

  const onKeyDown = (event: React.KeyboardEvent) => {
    const steps: Record<string, number> = {
      ArrowDown: 1,
      ArrowUp: -1,
      PageDown: 8,
      PageUp: -8,
      Home: -Infinity,
      End: Infinity
    };
    if (event.key in steps && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      ranking.move(steps[event.key]);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      props.onEnter();
    }
  };

  return (
    <div className="jp-SecurityLake-Result-listbox">
      <div
        ref={scroller}
        className="jp-SecurityLake-Result-list"
        role="listbox"
        aria-label={trans.__('Findings')}
        aria-activedescendant={selected >= 0 ? `${id}-row-${selected}` : undefined}
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div
          className="jp-SecurityLake-Result-canvas"
          role="presentation"
          style={{ height: virtualizer.getTotalSize() }}
        >
          {virtualizer.getVirtualItems().map(item => {
            const row = rows[item.index];
            const style = { transform: `translateY(${item.start}px)` };
            return row.type === 'heading' ? (
              <div
                key={row.id}
                role="presentation"
                className="jp-SecurityLake-Result-heading"
                style={style}
              >
                {headingOf(row.section, row.count, trans)}
              </div>
            ) : (
              <Row
                key={row.id}
                id={`${id}-row-${item.index}`}
                entry={row.entry}
                isSelected={item.index === selected}
                position={places[item.index]}
                size={total}
                style={style}
                onChoose={() => ranking.select(row.id)}
              />
            );
          })}
        </div>
        {rows.length === 0 && (
          <p className="jp-SecurityLake-Result-none">
            {ranking.search
              ? trans.__('No key holds this text.')
              : trans.__('Nothing of this kind was found.')}
          </p>
        )}
      </div>
      {isCut && (
        <button
          className="jp-SecurityLake-button jp-mod-link"
          onClick={() => {
            setAll(true);
          }}
        >
          {trans.__('Show all %1', String(ranking.rows.length))}
        </button>
      )}
    </div>
  );
}

/** Number of each line among those that can be chosen. */
function placesOf(rows: readonly ListRow[]): number[] {
  let count = 0;
  return rows.map(row => (row.type === 'entry' ? ++count : count));
}

function headingOf(section: Section, count: number, trans: TranslationBundle): string {
  switch (section) {
    case 'rises':
      return trans.__('Steepest rises');
    case 'falls':
      return trans.__('Steepest falls');
    case 'ranking':
      return trans.__('All %1 series by slope relative to their own level', String(count));
    default:
      return '';
  }
}
