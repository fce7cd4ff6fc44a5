import * as React from 'react';

import { sparkline } from '../charts/sparkline';
import { useResult } from './context';
import { keysOf } from './entries';
import type { IEntry } from './entries';
import { keyLabel, ShortKeys } from './key';
import { needsYear } from './scope';
import { summaryOf } from './summary';

/** Size of a row's sparkline in pixels. */
const WIDTH = 96;
const HEIGHT = 34;

/** One line of the list: severity at the edge, who, what and when, the shape, how strong. */
export function Row(props: {
  entry: IEntry;
  id: string;
  isSelected: boolean;
  position: number;
  size: number;
  style?: React.CSSProperties;
  onChoose: () => void;
}): React.ReactElement {
  const { model } = useResult();
  const { trans, format, measure, document } = model;
  const { entry } = props;
  const series = document?.series;
  const keys = keysOf(entry, series?.keys ?? []);
  const bucketMs = series?.grid.bucketMs ?? 1;
  const withYear = needsYear(document);
  const words = { trans, format, measure, bucketMs, withYear };
  const { what, when, strength } = summaryOf(entry, words);
  return (
    <div
      role="option"
      id={props.id}
      aria-selected={props.isSelected}
      aria-posinset={props.position}
      aria-setsize={props.size}
      aria-label={trans.__('%1: %2, %3, %4', keyLabel(keys, trans), what, when, strength)}
      className={`jp-SecurityLake-Result-row${props.isSelected ? ' jp-mod-selected' : ''}`}
      style={props.style}
      onClick={props.onChoose}
    >
      <span
        className="jp-SecurityLake-Result-severity"
        style={{ opacity: entry.finding ? 0.15 + 0.85 * entry.severity ** 2 : 0 }}
      />
      <span className="jp-SecurityLake-Result-who">
        <ShortKeys keys={keys} names={series?.keyNames ?? []} trans={trans} />
        <small className="jp-SecurityLake-Result-what">
          {what} · {when}
        </small>
      </span>
      <Spark
        entry={entry}
        values={model.valuesOf(entry)}
        partial={entry.kind === 'beacon' ? -1 : (series?.grid.partial ?? -1)}
      />
      <span className="jp-SecurityLake-Result-strength">{strength}</span>
    </div>
  );
}

/** The series in small with a dot where the finding is. Decoration: the label says the same in words. */
const Spark = React.memo(function Spark(props: {
  entry: IEntry;
  values: Float64Array;
  /** Index of the bucket that isn't over, which would look like a fall; negative when all are. */
  partial: number;
}) {
  const { entry, values, partial } = props;
  const drawn = React.useMemo(
    () => sparkline(partial > 0 ? values.subarray(0, partial) : values, WIDTH, HEIGHT),
    [values, partial]
  );
  const { finding } = entry;
  const dot =
    finding?.kind === 'outlier'
      ? drawn.at(finding.detail.peak)
      : finding?.kind === 'change'
        ? drawn.at(finding.detail.index)
        : finding?.kind === 'first-seen'
          ? drawn.at(finding.first)
          : null;
  return (
    <svg className="jp-SecurityLake-spark" width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path className="jp-SecurityLake-spark-line" d={drawn.path} />
      {dot && <circle className="jp-SecurityLake-spark-dot" cx={dot.x} cy={dot.y} r={3} />}
    </svg>
  );
});
