import { MainAreaWidget } from '@jupyterlab/apputils';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import { ResultBody } from './body';
import { ResultModel } from './model';

export { ResultModel } from './model';
export type { IResultEngine, ISeriesDetail } from './engine';

/** Class of the view's node; keys and focus are looked for inside it. */
const RESULT_CLASS = 'jp-SecurityLake-Result';

/** One result as a widget: the content of a tab, or the output of a notebook cell (`compact`). */
export class ResultView extends ReactWidget {
  constructor(options: ResultView.IOptions) {
    super();
    this.model = options.model;
    this.compact = options.compact ?? false;
    this.addClass(RESULT_CLASS);
    this.toggleClass('jp-mod-compact', this.compact);
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', this.model.title);
    this.node.tabIndex = -1;
    this._owned = options.ownsModel ?? true;
    Private.views.set(this.node, this);
  }

  readonly model: ResultModel;
  readonly compact: boolean;

  /** The view that has the focus, for commands; null when none has. */
  static focused(): ResultView | null {
    const node = document.activeElement?.closest(`.${RESULT_CLASS}`);
    return (node && Private.views.get(node)) ?? null;
  }

  dispose(): void {
    if (this.isDisposed) {
      return;
    }
    super.dispose();
    if (this._owned) {
      this.model.dispose();
    }
  }

  render(): React.ReactElement {
    return React.createElement(ResultBody, { model: this.model, compact: this.compact });
  }

  /** Puts the focus on the list, where the keys are. */
  protected onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    const list = this.node.querySelector<HTMLElement>('.jp-SecurityLake-Result-list');
    (list ?? this.node).focus();
  }

  private _owned: boolean;
}

export namespace ResultView {
  export interface IOptions {
    model: ResultModel;
    /** In a notebook output: bounded height, list cut to the first five. */
    compact?: boolean;
    /** Whether disposing the view disposes the model; true by default. */
    ownsModel?: boolean;
  }
}

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

namespace Private {
  export const views = new WeakMap<Element, ResultView>();
}
