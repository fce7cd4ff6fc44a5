import { cleanup, createEvent, fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { EventTable } from '../eventtable';

beforeEach(() => {
  // jsdom has no layout; the table needs a size to know what is on the screen.
  jest.spyOn(HTMLElement.prototype, 'offsetHeight', 'get').mockReturnValue(320);
  jest.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(900);
});

afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const NAMES = ['event_time', 'user', 'note'];
const rowsOf = (count: number): (string | null)[][] =>
  Array.from({ length: count }, (_, i) => [
    `2026-01-01 00:00:${i}`,
    `user-${i}`,
    i % 2 ? null : ''
  ]);

const grid = () => screen.getByRole('grid', { name: 'Events' });
const cell = (text: string) => screen.getByText(text);
const selected = () =>
  [...document.querySelectorAll('[aria-selected=true]')].map(each => each.textContent);

function copy(): string | undefined {
  const data = new Map<string, string>();
  const event = createEvent.copy(grid(), {
    clipboardData: { setData: (type: string, text: string) => data.set(type, text) }
  });
  fireEvent(grid(), event);
  return data.get('text/plain');
}

function show(rows = rowsOf(1000)): void {
  render(<EventTable label="Events" names={NAMES} rows={rows} />);
}

describe('the table of events', () => {
  it('holds what is on the screen only, and says how much there is', () => {
    show();
    expect(grid().getAttribute('aria-rowcount')).toBe('1001');
    expect(grid().getAttribute('aria-colcount')).toBe('4');
    const count = screen.getAllByRole('row').length;
    expect(count).toBeGreaterThan(5);
    expect(count).toBeLessThan(60);
    expect(screen.getAllByRole('columnheader').map(each => each.textContent)).toEqual([
      '',
      ...NAMES
    ]);
  });

  it('tells NULL and the empty string apart and keeps markup as text', () => {
    show([['<img src=x onerror=alert(1)>', null, '']]);
    expect(screen.getAllByRole('gridcell').map(each => each.textContent)).toEqual([
      '<img src=x onerror=alert(1)>',
      'NULL',
      '(empty)'
    ]);
    expect(document.querySelector('img')).toBeNull();
  });

  it('is walked through and copied by keys', () => {
    show();
    expect(copy()).toBeUndefined();
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    expect(selected()).toEqual(['2026-01-01 00:00:0']);
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    fireEvent.keyDown(grid(), { key: 'ArrowRight', shiftKey: true });
    expect(selected()).toEqual(['2026-01-01 00:00:1', 'user-1']);
    const active = grid().getAttribute('aria-activedescendant')!;
    expect(document.getElementById(active)!.textContent).toBe('user-1');
    expect(copy()).toBe('event_time\tuser\n2026-01-01 00:00:1\tuser-1');
    fireEvent.keyDown(grid(), { key: 'a', ctrlKey: true });
    expect(copy()!.split('\n')).toHaveLength(1001);
  });

  it('leaves other keys to the page', () => {
    show();
    expect(fireEvent.keyDown(grid(), { key: 'x' })).toBe(true);
    expect(fireEvent.keyDown(grid(), { key: 'ArrowDown' })).toBe(false);
  });

  it('takes a cell, a rectangle, a row by its number and a column by its name', () => {
    show(rowsOf(3));
    fireEvent.pointerDown(cell('user-0'), { button: 0 });
    fireEvent.pointerMove(cell('2026-01-01 00:00:1'), { buttons: 1 });
    expect(selected()).toEqual(['2026-01-01 00:00:0', 'user-0', '2026-01-01 00:00:1', 'user-1']);
    fireEvent.pointerDown(screen.getByRole('rowheader', { name: '3' }), { button: 0 });
    expect(selected()).toEqual(['2026-01-01 00:00:2', 'user-2', '(empty)']);
    fireEvent.pointerDown(cell('user'), { button: 0 });
    expect(selected()).toEqual(['user-0', 'user-1', 'user-2']);
    fireEvent.pointerDown(cell('user-1'), { button: 2 });
    expect(selected()).toHaveLength(3);
  });

  it('is not drawn over by a pointer that was pressed elsewhere', () => {
    show();
    fireEvent.pointerDown(cell('user-0'), { button: 0 });
    fireEvent.pointerUp(document.body);
    fireEvent.pointerDown(document.body, { button: 0 });
    fireEvent.pointerMove(cell('user-2'), { buttons: 1 });
    expect(selected()).toEqual(['user-0']);
  });

  it('has columns as wide as a person draws them', () => {
    show();
    const header = () => screen.getByRole('columnheader', { name: 'user' });
    const width = () => parseInt(header().style.width, 10);
    const before = width();
    const handle = header().querySelector('.jp-SecurityLake-grid-handle')!;
    fireEvent.pointerDown(handle, { clientX: 100 });
    fireEvent.pointerMove(handle, { clientX: 180 });
    fireEvent.pointerUp(handle);
    expect(width()).toBe(before + 80);
    fireEvent.pointerMove(handle, { clientX: 300 });
    expect(width()).toBe(before + 80);
    expect(selected()).toEqual([]);
  });

  it('keeps selection and widths when the other rows come', () => {
    const { rerender } = render(<EventTable label="Events" names={NAMES} rows={rowsOf(50)} />);
    fireEvent.pointerDown(cell('user-1'), { button: 0 });
    rerender(<EventTable label="Events" names={NAMES} rows={rowsOf(900)} />);
    expect(selected()).toEqual(['user-1']);
    expect(grid().getAttribute('aria-rowcount')).toBe('901');
  });
});
