import type { TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import {
  addResultCommands,
  ResultCommandIds,
  ResultModel,
  ResultPanel,
  ResultView
} from '../results';

/** The model of a result; a query that goes on although its tab was closed is told of by a notification. */
function modelOf(options: ResultModel.IOptions): ResultModel {
  return new ResultModel({
    ...options,
    unheard: error =>
      void import('./failing').then(({ notifyFailure }) => notifyFailure(error, options.trans))
  });
}

/** A result as a tab. */
export function createResultPanel(options: ResultModel.IOptions): ResultPanel {
  return new ResultPanel({ model: modelOf(options) });
}

/** A result as the content of a document's tab. */
export function createResultView(options: ResultModel.IOptions): ResultView {
  return new ResultView({ model: modelOf(options) });
}

/** A result inside a notebook output. */
export function createResultOutput(options: ResultModel.IOptions): ResultView {
  return new ResultView({ model: modelOf(options), compact: true });
}

/** Adds the commands of results, once for each application. */
export function ensureResultCommands(commands: CommandRegistry, trans: TranslationBundle): void {
  if (!commands.hasCommand(ResultCommandIds.next)) {
    addResultCommands(commands, trans);
  }
}
