import type { AskModel } from '../panels/ask';
import { whenIdle } from '../results/turns';
import type { IResults, ISecurityLake } from '../tokens';

/** Milliseconds after which what is prepared comes though the page is busy. */
const PATIENCE = 2_000;

/**
 * Once the form is seen and can be run, loads what a first run waits for: the worker, whose code the browser has to
 * compile, and what a result is shown with. Nothing of it is a part of JupyterLab's start.
 */
export function prepareWhenReady(model: AskModel, lake: ISecurityLake, results: IResults): void {
  const look = (): void => {
    if (model.isActive && model.state.phase === 'ready') {
      model.stateChanged.disconnect(look);
      whenIdle(() => {
        lake.prepare?.();
        results.prepare?.();
      }, PATIENCE);
    }
  };
  model.stateChanged.connect(look);
}
