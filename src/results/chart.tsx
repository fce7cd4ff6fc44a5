import * as React from 'react';

import { missingOf } from '../analysis/expired';
import { cutAt } from '../charts/axis';
import { figureOf } from '../charts/figure';
import type { IChartInput } from '../charts/figure';
import { loadPlotly } from '../charts/plotly';
import type { IPlotly } from '../charts/plotly';
import { sparkline } from '../charts/sparkline';
import { chartTheme } from '../charts/theme';
import { Button } from './button';
import { useResult } from './context';
import { DataTable } from './datatable';
import type { IEntry } from './entries';
import type { ISeriesDetail } from './engine';
import { missingWord, needsYear } from './scope';
import { afterPaint } from './turns';

const CONFIG = { displayModeBar: false, responsive: false, doubleClick: 'reset' } as const;

/** What Plotly puts on the element it draws in. */
interface IPlotElement extends HTMLDivElement {
  on?: (event: string, listener: (event: { points: { customdata?: unknown }[] }) => void) => void;
  removeAllListeners?: (event: string) => void;
}

/** The series of an entry: chart, the same as a table, and without the chart's code the table and a small line. */
export function Chart(props: { entry: IEntry; description: string }): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, investigation } = model;
  const { detail, measure } = investigation;
  const [plotly, retry] = usePlotly();
  const [isCut, setIsCut] = React.useState(true);
  const [isTable, setIsTable] = React.useState(false);
  const cut = React.useMemo(
    () => (detail ? cutAt(detail.values, detail.detection.upper) : null),
    [detail]
  );
  if (!detail) {
    return null;
  }
  const failed = plotly === 'failed';
  return (
    <figure className="jp-SecurityLake-chart">
      {failed ? (
        <Fallback detail={detail} onRetry={retry} />
      ) : (
        <Plot
          plotly={plotly}
          detail={detail}
          entry={props.entry}
          description={props.description}
          cut={isCut ? cut : null}
        />
      )}
      <div className="jp-SecurityLake-chart-actions">
        <figcaption className="jp-SecurityLake-chart-caption jp-SecurityLake-faint">
          {caption()}
        </figcaption>
        {cut !== null && !failed && (
          <>
            {isCut && (
              <span className="jp-SecurityLake-faint">
                {trans.__('Axis cut at %1', format.value(cut, measure))}
              </span>
            )}
            <Button kind="link" onClick={() => setIsCut(!isCut)}>
              {isCut ? trans.__('Whole axis') : trans.__('Cut the axis')}
            </Button>
          </>
        )}
        {!failed && (
          <Button kind="link" pressed={isTable} onClick={() => setIsTable(!isTable)}>
            {isTable ? trans.__('Hide the table') : trans.__('Show as a table')}
          </Button>
        )}
      </div>
      {(isTable || failed) && <DataTable detail={detail} />}
    </figure>
  );

  /** What the axis counts, and what is drawn beside the values. */
  function caption(): string {
    const said = format.perBucket(measure, investigation.grid?.bucketMs ?? 1);
    const isModelled = !failed && detail?.detection.expected.some(Number.isFinite);
    return isModelled ? trans.__('%1; dotted: expected, band: usual range', said) : said;
  }
}

/** Plotly, null while it is being loaded. */
function usePlotly(): [IPlotly | 'failed' | null, () => void] {
  const [plotly, setPlotly] = React.useState<IPlotly | 'failed' | null>(null);
  const [attempt, setAttempt] = React.useState(0);
  React.useEffect(() => {
    let isGone = false;
    const set = (value: IPlotly | 'failed' | null) => {
      if (!isGone) {
        setPlotly(value);
      }
    };
    set(null);
    loadPlotly().then(set, () => set('failed'));
    return () => {
      isGone = true;
    };
  }, [attempt]);
  return [plotly, () => setAttempt(attempt + 1)];
}

function Plot(props: {
  plotly: IPlotly | null;
  detail: ISeriesDetail;
  entry: IEntry;
  description: string;
  cut: number | null;
}): React.ReactElement {
  const { model } = useResult();
  const { trans, investigation } = model;
  const { plotly } = props;
  const host = React.useRef<IPlotElement>(null);
  const theme = useThemeRevision();
  const { detail, entry, cut } = props;
  const { picked } = investigation;

  React.useEffect(() => {
    const node = host.current;
    if (!plotly || !node) {
      return;
    }
    const draw = () => {
      const { data, layout } = figureOf(inputOf(model, detail, entry, cut, picked, node));
      void plotly.react(node, data, layout, CONFIG).then(() => {
        node.removeAllListeners?.('plotly_click');
        node.on?.('plotly_click', ({ points }) => {
          const index = points.map(point => point.customdata).find(Number.isInteger);
          if (typeof index === 'number') {
            investigation.pick(index);
          }
        });
      });
    };
    // After the words are painted: drawing takes longer than all the rest.
    return afterPaint(draw);
  }, [plotly, model, detail, entry, cut, picked, theme, investigation]);

  React.useLayoutEffect(() => {
    const node = host.current;
    if (!plotly || !node) {
      return;
    }
    const observer = new ResizeObserver(() => {
      if (node.clientWidth > 0) {
        plotly.resize(node);
      }
    });
    observer.observe(node);
    return () => {
      observer.disconnect();
      plotly.purge(node);
    };
  }, [plotly]);

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) {
      event.preventDefault();
      const from = picked ?? (entry.kind === 'beacon' ? detail.values.length : entry.first);
      investigation.pick(Math.min(detail.values.length - 1, Math.max(0, from + step)));
    }
  };

  return (
    <div
      className="jp-SecurityLake-plot"
      role="group"
      tabIndex={0}
      aria-busy={!plotly}
      aria-label={trans.__(
        'Chart. %1 Left and right arrow ask about single buckets.',
        props.description
      )}
      onKeyDown={onKeyDown}
    >
      <div ref={host} className="jp-SecurityLake-plot-canvas" />
      {!plotly && <span className="jp-SecurityLake-faint">{trans.__('Loading the chart …')}</span>}
    </div>
  );
}

/** Grows when the theme changes, after its colours are there. */
function useThemeRevision(): number {
  const { themeManager } = useResult().model;
  const [revision, setRevision] = React.useState(0);
  React.useEffect(() => {
    const onChange = () => setRevision(n => n + 1);
    themeManager?.themeChanged.connect(onChange);
    return () => {
      themeManager?.themeChanged.disconnect(onChange);
    };
  }, [themeManager]);
  return revision;
}

function Fallback(props: { detail: ISeriesDetail; onRetry: () => void }): React.ReactElement {
  const { trans } = useResult().model;
  const drawn = sparkline(props.detail.values, 600, 90);
  return (
    <div className="jp-SecurityLake-failure" role="alert">
      <p>
        <b>{trans.__('The chart could not be loaded.')}</b>{' '}
        {trans.__('The connection to the Jupyter server may be cut. The numbers are below.')}
      </p>
      <svg className="jp-SecurityLake-spark" viewBox="0 0 600 90" aria-hidden="true">
        <path className="jp-SecurityLake-spark-line" d={drawn.path} />
      </svg>
      <Button onClick={props.onRetry}>{trans.__('Retry')}</Button>
    </div>
  );
}

function inputOf(
  model: ReturnType<typeof useResult>['model'],
  detail: ISeriesDetail,
  entry: IEntry,
  cut: number | null,
  picked: number | null,
  node: Element
): IChartInput {
  const { trans, format, document, investigation } = model;
  const { measure } = investigation;
  const grid = investigation.grid ?? { bucketMs: 1, start: 0, length: 0, partial: -1 };
  const missing = document && grid === document.series?.grid ? missingOf(document) : null;
  const show = (value: number) => format.value(value, measure);
  const withYear = needsYear(document);
  const time = (index: number) =>
    format.time((grid.start + index) * grid.bucketMs, grid.bucketMs, withYear);
  return {
    grid,
    values: detail.values,
    missing,
    detection: detail.detection,
    focus:
      entry.kind === 'trend' || entry.kind === 'beacon'
        ? null
        : { first: entry.first, last: entry.last },
    picked,
    cut,
    withYear,
    subject: entry.id,
    theme: chartTheme(node),
    words: {
      missing: code => missingWord(code, trans),
      change: change =>
        trans.__(
          '%1, %2 → %3, %4',
          time(change.index),
          show(change.before),
          show(change.after),
          format.confidence(change.confidence)
        ),
      value: show,
      hover: index =>
        Number.isNaN(detail.values[index])
          ? trans.__('%1: %2', time(index), missingWord(missing?.[index] ?? 0, trans))
          : detail.own
            ? trans.__('%1: %2', time(index), show(detail.values[index]))
            : trans.__(
                '%1: %2, expected %3',
                time(index),
                show(detail.values[index]),
                show(detail.detection.expected[index])
              )
    }
  };
}
