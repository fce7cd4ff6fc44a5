/** Which part of a view is in front where there is no room for both, and whether the keys are shown. */
export class Panes {
  /** @param _changed - called after each change */
  constructor(private _changed: () => void) {}

  get current(): 'list' | 'finding' {
    return this._current;
  }

  /** Brings a part to the front. */
  show(pane: 'list' | 'finding'): void {
    if (pane !== this._current) {
      this._current = pane;
      this._changed();
    }
  }

  get help(): boolean {
    return this._help;
  }

  showHelp(isShown: boolean): void {
    this._help = isShown;
    this._changed();
  }

  private _current: 'list' | 'finding' = 'list';
  private _help = false;
}
