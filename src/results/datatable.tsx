import { useVirtualizer } from '@tanstack/react-virtual';
import * as React from 'react';

import { missingOf } from '../analysis/expired';
import { useResult } from './context';
import type { ISeriesDetail } from './engine';
import { missingWord, needsYear } from './scope';

const ROW = 24;

/** The chart's numbers as a table, for those who don't see the chart and for reading off a value. */
export function DataTable(props: { detail: ISeriesDetail }): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, document, investigation } = model;
  const { grid, measure } = investigation;
  const { values, detection } = props.detail;
  const scroller = React.useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: values.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10
  });
  const { own } = props.detail;
  const missing = React.useMemo(
    () => (document && (!own || own === document.series?.grid) ? missingOf(document) : null),
    [document, own]
  );
  if (!grid) {
    return null;
  }
  const withYear = needsYear(document);
  const show = (value: number) => format.value(value, measure);
  const flagged = new Set(
    detection.outliers.flatMap(o =>
      Array.from({ length: o.last - o.first + 1 }, (_, i) => o.first + i)
    )
  );
  const changes = new Set(detection.changes.map(change => change.index));
  return (
    <div
      className="jp-SecurityLake-table"
      role="table"
      aria-label={trans.__('Values')}
      aria-rowcount={values.length + 1}
    >
      <div role="row" aria-rowindex={1} className="jp-SecurityLake-table-row jp-mod-head">
        {[
          trans.__('Time (UTC)'),
          trans.__('Seen'),
          trans.__('Expected'),
          trans.__('Usual range'),
          trans.__('Found')
        ].map(name => (
          <span role="columnheader" key={name}>
            {name}
          </span>
        ))}
      </div>
      <div ref={scroller} className="jp-SecurityLake-table-body" role="rowgroup" tabIndex={0}>
        <div
          role="presentation"
          style={{ height: virtualizer.getTotalSize(), position: 'relative' }}
        >
          {virtualizer.getVirtualItems().map(({ index, start, key }) => (
            <div
              key={key}
              role="row"
              aria-rowindex={index + 2}
              className="jp-SecurityLake-table-row"
              style={{ transform: `translateY(${start}px)` }}
            >
              <span role="cell">
                {format.time((grid.start + index) * grid.bucketMs, grid.bucketMs, withYear)}
              </span>
              <span role="cell">
                {Number.isNaN(values[index])
                  ? missingWord(missing?.[index] ?? 0, trans)
                  : show(values[index])}
              </span>
              <span role="cell">{show(detection.expected[index])}</span>
              <span role="cell">
                {Number.isFinite(detection.upper[index])
                  ? `${show(Math.max(0, detection.lower[index]))} – ${show(detection.upper[index])}`
                  : '–'}
              </span>
              <span role="cell">
                {flagged.has(index) && trans.__('outlier')}{' '}
                {changes.has(index) && trans.__('change point')}
              </span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
