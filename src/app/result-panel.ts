import { ResultModel, ResultPanel, ResultView } from '../results';
import { resultEngine } from './result-engine';

/** Everything a result needs but its engine. */
export type IResultOptions = Omit<ResultModel.IOptions, 'engine'>;

/** A result as a tab. */
export function createResultPanel(options: IResultOptions): ResultPanel {
  return new ResultPanel({ model: modelOf(options) });
}

/** A result inside a notebook output. */
export function createResultOutput(options: IResultOptions): ResultView {
  return new ResultView({ model: modelOf(options), compact: true });
}

/** A result as the content of a document's tab. */
export function createResultView(options: IResultOptions): ResultView {
  return new ResultView({ model: modelOf(options) });
}

function modelOf(options: IResultOptions): ResultModel {
  return new ResultModel({ ...options, engine: resultEngine(null) });
}
