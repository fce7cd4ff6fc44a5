import { MainAreaWidget } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';
import * as React from 'react';

import { ConnectionBody } from './body';
import { ConnectionModel } from './model';

export { ConnectionModel } from './model';
export type { ICheckReport, RowChoice } from './types';

/** The connection page as a tab of the main area. */
export class ConnectionPanel extends MainAreaWidget<ReactWidget> {
  constructor({ model, trans }: ConnectionPanel.IOptions) {
    const content = ReactWidget.create(React.createElement(ConnectionBody, { model, trans }));
    content.addClass('jp-SecurityLake-connectionPage');
    content.node.setAttribute('role', 'region');
    content.node.setAttribute('aria-label', trans.__('Connection'));
    super({ content });
    this.model = model;
    this.toolbar.hide();
    this.title.label = trans.__('Security Lake connection');
    this.title.closable = true;
  }

  readonly model: ConnectionModel;

  dispose(): void {
    if (!this.isDisposed) {
      super.dispose();
      this.model.dispose();
    }
  }
}

export namespace ConnectionPanel {
  export interface IOptions {
    model: ConnectionModel;
    trans: TranslationBundle;
  }
}
