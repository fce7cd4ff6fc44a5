import type * as PlotlyTypes from 'plotly.js';

/** The part of Plotly that the charts use. */
export interface IPlotly {
  react: typeof PlotlyTypes.react;
  purge: typeof PlotlyTypes.purge;
  resize: (root: HTMLElement) => void;
}

let loading: Promise<IPlotly> | null = null;

/**
 * Plotly's core with scatter and bar, a chunk of its own that is fetched when the first chart is shown. Rejects when
 * the chunk can't be fetched; the next call tries again.
 */
export function loadPlotly(): Promise<IPlotly> {
  loading ??= Private.load().catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

namespace Private {
  export async function load(): Promise<IPlotly> {
    const [coreModule, barModule] = await Promise.all([
      import(/* webpackChunkName: "plotly" */ 'plotly.js/lib/core'),
      import(/* webpackChunkName: "plotly" */ 'plotly.js/lib/bar')
    ]);
    const plotly = unwrap<typeof PlotlyTypes & { register(traces: unknown[]): void }>(coreModule);
    plotly.register([unwrap(barModule)]);
    return {
      react: plotly.react,
      purge: plotly.purge,
      resize: root => plotly.Plots.resize(root)
    };
  }

  // A CommonJS module arrives as `default` or as itself, as the bundler likes.
  function unwrap<T>(module: unknown): T {
    return (module as { default?: T }).default ?? (module as T);
  }
}
