import { MainAreaWidget } from '@jupyterlab/apputils';

import type { ResultModel } from './model';
import { ResultView } from './view';

export { addResultCommands, addResultKeys, RESULT_KEYS, ResultCommandIds } from './commands';
export type { IResultEngine, ISeriesDetail } from './engine';
export { Format } from './format';
export { ResultModel } from './model';
export { toPng } from './snapshot';
export { toText } from './text';
export type { IWriting } from './text';
export { ResultView } from './view';

/** A result as a tab of the main area; its title follows the model. */
export class ResultPanel extends MainAreaWidget<ResultView> {
  constructor(options: ResultPanel.IOptions) {
    super({ content: new ResultView({ model: options.model }) });
    this.addClass('jp-SecurityLake-ResultPanel');
    this.toolbar.hide();
    this.title.closable = true;
    this._retitle();
    this.model.stateChanged.connect(this._retitle, this);
  }

  get model(): ResultModel {
    return this.content.model;
  }

  private _retitle(): void {
    const { title, phase, trans } = this.model;
    this.title.label = phase === 'running' ? trans.__('%1 …', title) : title;
    this.title.caption = title;
    this.content.node.setAttribute('aria-label', title);
  }
}

export namespace ResultPanel {
  export interface IOptions {
    model: ResultModel;
  }
}
