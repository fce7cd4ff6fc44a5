import { ReactWidget } from '@jupyterlab/ui-components';
import type { Message } from '@lumino/messaging';
import * as React from 'react';

import { ResultBody } from './body';
import { isResultKey } from './keyset';
import type { ResultModel } from './model';

/** Class of the view's node; keys and focus are looked for inside it. */
const RESULT_CLASS = 'jp-SecurityLake-Result';

/** Attribute that keeps Lumino's shortcuts out of a node. */
const SUPPRESS = 'data-lm-suppress-shortcuts';

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

  /**
   * In a notebook, single keys act on cells: `x` cuts the one whose output this is. While the focus is in here only the
   * view's own keys and those with a modifier go on to the application.
   */
  handleEvent(event: Event): void {
    const { target } = event;
    if (event instanceof KeyboardEvent && target instanceof Element && this.node.contains(target)) {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      // On the target itself: the notebook's selectors end in `:focus`, so they match before anything around it.
      target.toggleAttribute(SUPPRESS, isPlain && !isResultKey(event.key));
    }
  }

  /** Puts the focus on the list, where the keys are; closes what lies over it. */
  focusList(): void {
    const { panes, investigation } = this.model;
    if (panes.help) {
      panes.showHelp(false);
    }
    investigation.pick(null);
    panes.show('list');
    this._focus('.jp-SecurityLake-Result-list');
  }

  /** Puts the focus into the finding. */
  focusFinding(): void {
    this.model.panes.show('finding');
    this._focus('.jp-SecurityLake-Result-finding');
  }

  /** Puts the focus into the text filter. */
  focusSearch(): void {
    this._focus('.jp-SecurityLake-Result-search');
  }

  protected onAfterAttach(message: Message): void {
    super.onAfterAttach(message);
    if (this.compact) {
      // Before the application, which listens to the document in the same phase.
      window.addEventListener('keydown', this, true);
    }
  }

  protected onBeforeDetach(message: Message): void {
    window.removeEventListener('keydown', this, true);
    super.onBeforeDetach(message);
  }

  protected onActivateRequest(message: Message): void {
    super.onActivateRequest(message);
    void Promise.resolve(this.renderPromise).then(() =>
      this._focus('.jp-SecurityLake-Result-list')
    );
  }

  // A frame later: a part that has just come to the front isn't in the page yet.
  private _focus(selector: string): void {
    requestAnimationFrame(() => {
      if (!this.isDisposed) {
        (this.node.querySelector<HTMLElement>(selector) ?? this.node).focus();
      }
    });
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

namespace Private {
  export const views = new WeakMap<Element, ResultView>();
}
