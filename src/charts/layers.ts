import type { PlotData } from 'plotly.js';

import { escapeForPlotly } from './escape';
import { edgeOf, timeOf } from './input';
import type { IChartInput } from './input';
import { finiteSpans, missingSpans } from './spans';

/** A trace of scatter. Pattern fills are missing from the published types. */
export type Trace = Partial<PlotData> & {
  fillpattern?: { shape: string; fgcolor: string; bgcolor: string; size: number; solidity: number };
};

type Point = [x: number, y: number];

/** Most buckets for which each value has a dot of its own. */
const DOTS = 200;

/** From this share of the width on, words to the right of a mark would leave the picture. */
const NEAR_END = 0.85;

const SILENT: Trace = { type: 'scatter', hoverinfo: 'skip', showlegend: false };

/** Stretches without logs, hatched over the whole height. */
export function hatching({ grid, missing, theme }: IChartInput): Trace {
  const rings = missingSpans(missing ?? []).map(({ first, last }): Point[] => {
    const from = edgeOf(grid, first);
    const to = edgeOf(grid, last + 1);
    return [
      [from, 0],
      [from, 1],
      [to, 1],
      [to, 0]
    ];
  });
  return {
    ...area(rings),
    yaxis: 'y2',
    fillcolor: 'rgba(0, 0, 0, 0)',
    fillpattern: {
      shape: '/',
      fgcolor: theme.shade,
      bgcolor: 'rgba(0, 0, 0, 0)',
      size: 7,
      solidity: 0.25
    }
  };
}

/** The usual range, behind everything. */
export function band({ grid, values, detection, theme, cut }: IChartInput): Trace {
  const { lower, upper } = detection;
  // A spread can reach below zero; what is counted can't.
  const floor = values.some(value => value < 0) ? -Infinity : 0;
  const rings = finiteSpans(lower, upper).map(({ first, last }) => {
    const ring: Point[] = [];
    for (let i = first; i <= last; i++) {
      ring.push([timeOf(grid, i), cut === null ? upper[i] : Math.min(upper[i], cut * 2)]);
    }
    for (let i = last; i >= first; i--) {
      ring.push([timeOf(grid, i), Math.max(floor, lower[i])]);
    }
    return ring;
  });
  return { ...area(rings), fillcolor: theme.line, opacity: 0.14 };
}

/** The baseline. */
export function baseline({ grid, detection, theme }: IChartInput): Trace {
  return {
    ...SILENT,
    mode: 'lines',
    x: Array.from(detection.expected, (_, i) => timeOf(grid, i)),
    y: gaps(detection.expected),
    line: { color: theme.faint, width: 1, dash: 'dot' }
  };
}

/** The levels between change points; nothing when there is no change. */
export function levels({ grid, values, detection, theme }: IChartInput): Trace {
  const x: (number | null)[] = [];
  const y: (number | null)[] = [];
  const { changes } = detection;
  changes.forEach((change, i) => {
    const before = i === 0 ? 0 : changes[i - 1].index;
    if (i === 0) {
      x.push(edgeOf(grid, before), edgeOf(grid, change.index), null);
      y.push(change.before, change.before, null);
    }
    x.push(edgeOf(grid, change.index), edgeOf(grid, changes[i + 1]?.index ?? values.length), null);
    y.push(change.after, change.after, null);
  });
  return { ...SILENT, mode: 'lines', x, y, line: { color: theme.change, width: 1.5 } };
}

/** The values. Each point knows its bucket. */
export function line(input: IChartInput): Trace {
  const { grid, values, theme, words } = input;
  return {
    type: 'scatter',
    showlegend: false,
    mode: values.length <= DOTS ? 'lines+markers' : 'lines',
    x: Array.from(values, (_, i) => timeOf(grid, i)),
    y: gaps(values),
    customdata: Array.from(values, (_, i) => i),
    text: Array.from(values, (_, i) => escapeForPlotly(words.hover(i))),
    hoverinfo: 'text',
    line: { color: theme.line, width: 1.4 },
    marker: { color: theme.line, size: 3 }
  };
}

/** Unseen points where there is no observation, so that these buckets can be asked about too. */
export function unobserved(input: IChartInput): Trace {
  const { grid, values, words } = input;
  const indices = Array.from(values, (value, i) => (Number.isNaN(value) ? i : -1)).filter(
    i => i >= 0
  );
  return {
    type: 'scatter',
    showlegend: false,
    mode: 'markers',
    yaxis: 'y2',
    x: indices.map(i => timeOf(grid, i)),
    y: indices.map(() => 0.5),
    customdata: indices,
    text: indices.map(i => escapeForPlotly(words.hover(i))),
    hoverinfo: 'text',
    marker: { opacity: 0, size: 6 }
  };
}

/** A mark for each outlier, at the cut's edge when the axis doesn't reach it; the value beside the one in focus. */
export function marks(input: IChartInput): Trace {
  const { grid, values, detection, focus, theme, cut, words } = input;
  const { outliers } = detection;
  const isFocus = (peak: number) => focus !== null && peak >= focus.first && peak <= focus.last;
  const isCut = (value: number) => cut !== null && value > cut;
  // Beside the mark, towards the middle; above the values where these are cut, which would run through it. One a mark,
  // which the published types don't know.
  const placeOf = ({ peak, observed }: { peak: number; observed: number }) =>
    `${isCut(observed) ? 'top' : 'middle'} ${peak > values.length * NEAR_END ? 'left' : 'right'}`;
  return {
    ...SILENT,
    mode: 'text+markers',
    x: outliers.map(o => timeOf(grid, o.peak)),
    y: outliers.map(o => (isCut(o.observed) ? (cut ?? 0) * 0.97 : o.observed)),
    text: outliers.map(o =>
      isFocus(o.peak) || isCut(o.observed) ? escapeForPlotly(` ${words.value(o.observed)} `) : ''
    ),
    textposition: outliers.map(placeOf) as unknown as PlotData['textposition'],
    textfont: { color: theme.text, size: theme.fontSize },
    cliponaxis: false,
    marker: {
      color: theme.mark,
      opacity: 1,
      line: { width: 0 },
      size: outliers.map(o => (isFocus(o.peak) ? 9 : 6)),
      symbol: outliers.map(o => (isCut(o.observed) ? 'triangle-up' : 'circle'))
    }
  };
}

/** A ring around the bucket that was picked. */
export function ring({ grid, values, picked, theme, cut }: IChartInput): Trace {
  const value = picked === null ? NaN : values[picked];
  const isThere = picked !== null && Number.isFinite(value);
  return {
    ...SILENT,
    mode: 'markers',
    x: isThere ? [timeOf(grid, picked)] : [],
    y: isThere ? [cut === null ? value : Math.min(value, cut * 0.97)] : [],
    cliponaxis: false,
    marker: { size: 12, color: 'rgba(0, 0, 0, 0)', line: { color: theme.text, width: 2 } }
  };
}

/** Closed areas as one trace. */
function area(rings: Point[][]): Trace {
  return {
    ...SILENT,
    mode: 'lines',
    fill: 'toself',
    line: { width: 0 },
    x: rings.flatMap(points => [...points.map(p => p[0]), null]),
    y: rings.flatMap(points => [...points.map(p => p[1]), null])
  };
}

function gaps(values: Float64Array): (number | null)[] {
  return Array.from(values, value => (Number.isFinite(value) ? value : null));
}
