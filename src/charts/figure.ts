import type { Annotations, Layout, Shape } from 'plotly.js';

import { escapeForPlotly } from './escape';
import { edgeOf } from './input';
import type { IChartInput } from './input';
import { band, baseline, hatching, levels, line, marks, ring, unobserved } from './layers';
import type { Trace } from './layers';
import { missingSpans } from './spans';
import { ticksOf } from './ticks';

export type { IChartInput, IChartWords } from './input';

/** Times the largest value beyond which the usual range may leave the picture. */
const FAR = 8;

/** A figure for `Plotly.react`. */
export interface IFigure {
  data: Trace[];
  layout: Partial<Layout>;
}

/**
 * The figure of one series: hatched stretches without logs and the usual range as a band behind, the baseline dotted,
 * the values in front, a mark only where there is a finding, change points as dashed vertical lines with the levels
 * beside them, a last bucket that isn't over shaded. The axis begins at zero unless values are below it. Times are UTC.
 */
export function figureOf(input: IChartInput): IFigure {
  return {
    data: [
      hatching(input),
      band(input),
      baseline(input),
      levels(input),
      line(input),
      unobserved(input),
      marks(input),
      ring(input)
    ],
    layout: layoutOf(input)
  };
}

function layoutOf(input: IChartInput): Partial<Layout> {
  const { grid, theme, values, words } = input;
  const ticks = ticksOf(bottomOf(input), topOf(input), TICK_COUNT);
  const labels = ticks.map(tick => words.value(tick));
  const axis = {
    color: theme.faint,
    tickcolor: theme.grid,
    gridcolor: theme.grid,
    zeroline: false,
    fixedrange: true
  };
  return {
    autosize: true,
    // Same subject, same zoom.
    uirevision: input.subject,
    margin: { l: marginOf(labels, theme.fontSize), r: 14, t: 20, b: 26 },
    paper_bgcolor: 'rgba(0, 0, 0, 0)',
    plot_bgcolor: 'rgba(0, 0, 0, 0)',
    font: { family: theme.font, size: theme.fontSize, color: theme.faint },
    showlegend: false,
    hovermode: 'x',
    hoverdistance: -1,
    hoverlabel: {
      bgcolor: theme.background,
      bordercolor: theme.faint,
      font: { family: theme.font, size: theme.fontSize, color: theme.text },
      align: 'left'
    },
    dragmode: 'zoom',
    xaxis: {
      ...axis,
      type: 'date',
      fixedrange: false,
      showgrid: false,
      range: [edgeOf(grid, 0), edgeOf(grid, values.length)],
      tickformatstops: ticksOfTime(input.withYear),
      linecolor: theme.grid,
      showline: true,
      nticks: 8
    },
    yaxis: {
      ...axis,
      range: [bottomOf(input), topOf(input)],
      tickmode: 'array',
      tickvals: ticks,
      // As everywhere in the view: 20 %, 1.2 GB.
      ticktext: labels.map(escapeForPlotly),
      showline: false
    },
    yaxis2: { overlaying: 'y', range: [0, 1], visible: false, fixedrange: true },
    shapes: shapesOf(input),
    annotations: annotationsOf(input)
  };
}

/** About how many values are named at the axis. */
const TICK_COUNT = 4;

/** Room for the longest of the labels, in pixels; digits are a little more than half as wide as they are high. */
function marginOf(labels: readonly string[], fontSize: number): number {
  const longest = Math.max(4, ...labels.map(label => label.length));
  return Math.round(16 + longest * fontSize * 0.6);
}

/** Day first, as everywhere in the views; hours only where they are told apart. */
function ticksOfTime(withYear: boolean): Layout['xaxis']['tickformatstops'] {
  const day = withYear ? '%-d %b\n%Y' : '%-d %b';
  return [
    { dtickrange: [null, 86_399_999], value: withYear ? '%H:%M\n%-d %b %Y' : '%H:%M\n%-d %b' },
    { dtickrange: [86_400_000, null], value: day }
  ] as unknown as Layout['xaxis']['tickformatstops'];
}

function shapesOf({ grid, detection, theme }: IChartInput): Partial<Shape>[] {
  const shapes: Partial<Shape>[] = detection.changes.map(change => ({
    type: 'line',
    xref: 'x',
    yref: 'paper',
    x0: edgeOf(grid, change.index),
    x1: edgeOf(grid, change.index),
    y0: 0,
    y1: 1,
    line: { color: theme.change, width: 1, dash: 'dash' }
  }));
  if (grid.partial >= 0) {
    shapes.push({
      type: 'rect',
      xref: 'x',
      yref: 'paper',
      x0: edgeOf(grid, grid.partial),
      x1: edgeOf(grid, grid.partial + 1),
      y0: 0,
      y1: 1,
      fillcolor: theme.shade,
      opacity: 0.5,
      line: { width: 0 },
      layer: 'below'
    });
  }
  return shapes;
}

/** Up to so many change points are all named; of more only the one in focus, since their words would lie on each other. */
const NAMED = 3;

/** Words on the chart: at change points, each on a height of its own; in hatched stretches. */
function annotationsOf(input: IChartInput): Partial<Annotations>[] {
  const { grid, detection, missing, focus, theme, words, values } = input;
  const font = { family: theme.font, size: theme.fontSize, color: theme.faint };
  const named = detection.changes.filter(
    ({ index }) =>
      detection.changes.length <= NAMED ||
      (focus !== null && index >= focus.first && index <= focus.last)
  );
  const changes = named.map((change, i): Partial<Annotations> => {
    const inRightHalf = change.index > values.length / 2;
    return {
      x: edgeOf(grid, change.index),
      y: 1,
      yref: 'paper',
      yanchor: 'bottom',
      xanchor: inRightHalf ? 'right' : 'left',
      yshift: -i * (theme.fontSize + 3),
      showarrow: false,
      text: escapeForPlotly(words.change(change)),
      // Another change's line may run behind the words.
      bgcolor: theme.background,
      borderpad: 0,
      font
    };
  });
  const spans = missingSpans(missing ?? [])
    // A word needs room: a twelfth of the width.
    .filter(span => span.last - span.first + 1 >= values.length / 12)
    .map((span): Partial<Annotations> => ({
      x: (edgeOf(grid, span.first) + edgeOf(grid, span.last + 1)) / 2,
      y: 0,
      yref: 'paper',
      yanchor: 'bottom',
      showarrow: false,
      text: escapeForPlotly(words.missing(span.code)),
      font
    }));
  return [...changes, ...spans];
}

function bottomOf({ values }: IChartInput): number {
  let low = 0;
  for (const value of values) {
    if (value < low) {
      low = value;
    }
  }
  return low * 1.05;
}

/** Top of the axis: room for the values and for the usual range, unless that would press the values flat. */
function topOf({ values, detection, cut }: IChartInput): number {
  if (cut !== null) {
    return cut;
  }
  const high = highest(values);
  const usual = highest(detection.upper);
  const top = high > 0 && usual > FAR * high ? 2 * high : Math.max(high, usual);
  return top > 0 ? top * 1.08 : 1;
}

/** Largest finite value; 0 for none above it. */
function highest(values: Float64Array): number {
  let high = 0;
  for (const value of values) {
    if (value > high && Number.isFinite(value)) {
      high = value;
    }
  }
  return high;
}
