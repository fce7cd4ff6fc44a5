import type * as PlotlyTypes from 'plotly.js';

import { figureOf } from './figure';
import { SAMPLE } from './sample';

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
    await warmUp(plotly);
    return {
      react: plotly.react,
      purge: plotly.purge,
      resize: root => plotly.Plots.resize(root)
    };
  }

  /**
   * Draws a small chart out of sight, first empty and then with all that a chart can show, each in a task of its own.
   * What is done once for a page (styles, measuring text, code that runs for the first time) takes as long as a chart,
   * and would hold up the page together with the first one.
   */
  async function warmUp({ react, purge }: typeof PlotlyTypes): Promise<void> {
    const node = document.createElement('div');
    node.style.cssText =
      'height: 90px; left: -300px; position: absolute; top: -300px; width: 200px';
    node.setAttribute('aria-hidden', 'true');
    document.body.append(node);
    const { data, layout } = figureOf(SAMPLE);
    const size = { height: 90, width: 200 };
    try {
      for (const traces of [[], data.slice(4, 5), data]) {
        await nextTask();
        await react(node, traces, { ...(traces.length > 1 ? layout : {}), ...size });
      }
      await nextTask();
      purge(node);
    } catch (reason) {
      console.warn('Security Lake could not draw ahead.', reason);
    } finally {
      node.remove();
    }
    await nextTask();
  }

  function nextTask(): Promise<void> {
    return new Promise(resolve => setTimeout(resolve, 0));
  }

  // A CommonJS module arrives as `default` or as itself, as the bundler likes.
  function unwrap<T>(module: unknown): T {
    return (module as { default?: T }).default ?? (module as T);
  }
}
