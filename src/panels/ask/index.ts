import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import type { IAskBodyProps, IAskCallbacks, IRecentSource } from './body';
import type { AskModel } from './model';

export type { IAskCallbacks, IRecentSource } from './body';
export { AskModel } from './model';
export type { IAskCatalogue, IAskMemory, IFailure } from './types';

/** The sidebar in which an analysis is put together. Its views are loaded when it is shown first. */
export class AskPanel extends ReactWidget {
  constructor(private readonly _options: AskPanel.IOptions) {
    super();
    this.addClass('jp-SecurityLake-panel');
    this.node.setAttribute('role', 'region');
    this.node.setAttribute('aria-label', _options.trans.__('Security Lake'));
  }

  get model(): AskModel {
    return this._options.model;
  }

  dispose(): void {
    if (!this.isDisposed) {
      super.dispose();
      this.model.dispose();
    }
  }

  protected render(): JSX.Element | null {
    const { trans } = this._options;
    if (this._chunkIsMissing) {
      return React.createElement(
        'p',
        { className: 'jp-SecurityLake-problem', role: 'alert' },
        trans.__('The panel could not be loaded. Reload the page when the server answers again.')
      );
    }
    return this._body && React.createElement(this._body, this._options);
  }

  protected onAfterAttach(msg: Message): void {
    super.onAfterAttach(msg);
    this._setActive(this.isVisible);
  }

  protected onAfterShow(msg: Message): void {
    super.onAfterShow(msg);
    this._setActive(true);
  }

  protected onAfterHide(msg: Message): void {
    super.onAfterHide(msg);
    this._setActive(false);
  }

  private _setActive(isActive: boolean): void {
    this.model.isActive = isActive;
    if (isActive && !this._body) {
      void this._load();
    }
  }

  private async _load(): Promise<void> {
    try {
      const { AskBody } = await import('./body');
      this._body = AskBody;
      this._chunkIsMissing = false;
    } catch {
      this._chunkIsMissing = true;
    }
    this.update();
  }

  private _body: ((props: IAskBodyProps) => JSX.Element) | null = null;
  private _chunkIsMissing = false;
}

export namespace AskPanel {
  export interface IOptions {
    model: AskModel;
    recent: IRecentSource;
    callbacks: IAskCallbacks;
    trans: TranslationBundle;
  }
}
