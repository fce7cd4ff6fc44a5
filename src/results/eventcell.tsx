import * as React from 'react';

import type { ICell } from './cellrange';
import { cellText } from './cells';

export interface IEventCellProps {
  id: string;
  at: ICell;
  value: string | null;
  isChosen: boolean;
  isFocused: boolean;
  style: React.CSSProperties;
}

/** A cell of the table of events: a text node, whatever the log says. */
export function EventCell({
  id,
  at,
  value,
  isChosen,
  isFocused,
  style
}: IEventCellProps): React.ReactElement {
  const text = cellText(value);
  const names = ['jp-SecurityLake-grid-cell'];
  names.push(...(value === null || value === '' ? ['jp-mod-none'] : []));
  names.push(...(isChosen ? ['jp-mod-selected'] : []), ...(isFocused ? ['jp-mod-active'] : []));
  return (
    <span
      id={id}
      role="gridcell"
      aria-colindex={at.column + 2}
      aria-selected={isChosen}
      className={names.join(' ')}
      style={style}
      title={text}
      data-cell={`${at.row},${at.column}`}
    >
      {text}
    </span>
  );
}

/** Of the element of a cell in the table `id`. */
export function cellId(id: string, { row, column }: ICell): string {
  return `${id}-${row}-${column}`;
}

/** The cell at a place in the page; row or column −1 for their headers, null for none. */
export function cellAt(target: EventTarget): ICell | null {
  const place = target instanceof Element && target.closest<HTMLElement>('[data-cell]');
  if (!place) {
    return null;
  }
  const [row, column] = place.dataset.cell!.split(',').map(Number);
  return { row, column };
}
