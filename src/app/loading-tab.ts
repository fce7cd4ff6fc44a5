import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import { shieldIcon } from './icon';

/** Milliseconds before a tab says that it is being loaded: code that is there already needs none of it. */
const PATIENCE = 80;

/**
 * Stands where a result will be while its code is being fetched: at first that it loads, and when that fails why, with
 * a way to try again. Plain DOM, since the code of the views is what isn't there yet.
 */
export class LoadingTab extends Widget {
  /** @param _options - `show` puts this into the page; called once, and only if it takes long enough to be noticed. */
  constructor(private readonly _options: LoadingTab.IOptions) {
    super();
    this.addClass('jp-SecurityLake-loading');
    this.title.icon = shieldIcon;
    this.title.label = _options.title;
    this.title.closable = true;
    this.node.tabIndex = -1;
  }

  /**
   * What `make` gives, tried again for as long as the person asks for it; null when this was closed first. The owner
   * disposes this when the real thing is in its place.
   */
  async behind<T extends Widget>(make: () => Promise<T>): Promise<T | null> {
    const timer = setTimeout(() => this._show(this._waiting()), PATIENCE);
    try {
      while (!this.isDisposed) {
        const made = await make().catch((reason: unknown) => this._failed(reason));
        if (made && this.isDisposed) {
          made.dispose();
        } else if (made) {
          return made;
        }
      }
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Says that it failed; resolves when it shall be tried again, or when this was closed. */
  private _failed(reason: unknown): Promise<null> {
    console.error('Security Lake could not load the view of a result.', reason);
    return new Promise(resolve => {
      this.disposed.connect(() => resolve(null));
      this._show(
        this._message(() => {
          this._show(this._waiting());
          resolve(null);
        })
      );
    });
  }

  private _waiting(): HTMLElement {
    const node = document.createElement('p');
    node.className = 'jp-SecurityLake-loading-wait';
    node.setAttribute('role', 'status');
    node.setAttribute('aria-busy', 'true');
    node.textContent = this._options.trans.__('Loading …');
    return node;
  }

  private _message(again: () => void): HTMLElement {
    const { trans } = this._options;
    const node = document.createElement('div');
    node.className = 'jp-SecurityLake-failure';
    node.setAttribute('role', 'alert');
    const text = document.createElement('p');
    text.textContent = trans.__(
      'The view of the result could not be loaded. The connection to the Jupyter server may be cut; nothing was asked of Athena yet.'
    );
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'jp-SecurityLake-button jp-mod-plain';
    button.textContent = trans.__('Retry');
    button.addEventListener('click', again);
    node.append(text, button);
    return node;
  }

  private _show(content: HTMLElement): void {
    if (this.isDisposed) {
      return;
    }
    this.node.replaceChildren(content);
    if (!this._isShown) {
      this._isShown = true;
      this._options.show(this);
    }
  }

  private _isShown = false;
}

export namespace LoadingTab {
  export interface IOptions {
    title: string;
    trans: TranslationBundle;
    show: (tab: LoadingTab) => void;
  }
}
