import { Clipboard } from '@jupyterlab/apputils';
import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { KeyTuple } from '../sql/types';
import { reveal, revealed, truncate } from './hostile';
import { keyCopy, keyParts, keyText } from './keys';

/** A value from a log, with a box for each character that would not show itself. Only ever text. */
export function LogText(props: { value: string; length?: number }): React.ReactElement {
  const shown = truncate(props.value, props.length ?? 300);
  return (
    <bdi>
      {reveal(shown).map((piece, i) =>
        'text' in piece ? (
          piece.text
        ) : (
          <span key={i} className="jp-SecurityLake-hidden">
            {piece.code}
          </span>
        )
      )}
    </bdi>
  );
}

/** One key value: NULL and the empty string are told apart from any text that looks like them. */
export function KeyValue(props: {
  value: string | null;
  trans: TranslationBundle;
  length?: number;
}): React.ReactElement {
  const { value, trans } = props;
  if (value === null) {
    return <i className="jp-SecurityLake-null">{NULL}</i>;
  }
  return value === '' ? (
    <i className="jp-SecurityLake-null">{trans.__('(empty)')}</i>
  ) : (
    <LogText value={value} length={props.length} />
  );
}

/** SQL's own word, the same in all languages. */
const NULL = 'NULL';

/** Characters of a value that is always shown whole beside another. */
const SHORT = 8;

/** Longest value that a tooltip holds. */
const TOOLTIP = 4096;

interface IKeysProps {
  keys: KeyTuple;
  names: string[];
  trans: TranslationBundle;
}

/** The keys of a series for a row: what tells them apart in bold, where they belong beside it, all in the tooltip. */
export function ShortKeys(props: IKeysProps): React.ReactElement {
  const { keys, trans } = props;
  return (
    <span className="jp-SecurityLake-key" title={tooltipOf(props)} onCopy={copyOf(keys)}>
      {keys.map((value, i) => {
        const parts = value ? keyParts(value) : null;
        return (
          <React.Fragment key={i}>
            {i > 0 && ' · '}
            <b
              className="jp-SecurityLake-key-tail"
              // What is short anyway isn't shortened for the sake of what is long.
              style={(parts?.tail ?? NULL).length <= SHORT ? { flexShrink: 0 } : undefined}
            >
              <KeyValue value={parts ? parts.tail : value} trans={trans} length={120} />
            </b>
            {parts?.context && keys.length === 1 && (
              <span className="jp-SecurityLake-key-context">
                <LogText value={parts.context} length={80} />
              </span>
            )}
          </React.Fragment>
        );
      })}
    </span>
  );
}

/** The keys of a series in a sentence, the last part of each in bold. Copying from them gives the whole values. */
export function InlineKeys(props: IKeysProps): React.ReactElement {
  const { keys, trans } = props;
  return (
    <span className="jp-SecurityLake-key" title={tooltipOf(props)} onCopy={copyOf(keys)}>
      {keys.map((value, i) => {
        const tail = value ? keyParts(value).tail : value;
        const head = value ? value.slice(0, value.length - (tail ?? '').length) : '';
        return (
          <React.Fragment key={i}>
            {i > 0 && ' · '}
            {head && <LogText value={head} length={200} />}
            <b>
              <KeyValue value={tail} trans={trans} length={200} />
            </b>
          </React.Fragment>
        );
      })}
    </span>
  );
}

/** Puts the whole, raw values on the clipboard. */
export function copyKeys(keys: KeyTuple): void {
  Clipboard.copyToSystem(keyCopy(keys));
}

function tooltipOf({ keys, names, trans }: IKeysProps): string {
  return keys
    .map((value, i) => {
      const text =
        value === null
          ? NULL
          : value === ''
            ? trans.__('(empty)')
            : truncate(revealed(value), TOOLTIP);
      return `${names[i] ?? ''}: ${text}`;
    })
    .join('\n');
}

// Only a selection inside of one key is replaced; a longer one is the browser's.
function copyOf(keys: KeyTuple): React.ClipboardEventHandler<HTMLElement> {
  return event => {
    const selection = window.getSelection();
    const { currentTarget } = event;
    if (
      selection &&
      currentTarget.contains(selection.anchorNode) &&
      currentTarget.contains(selection.focusNode)
    ) {
      event.clipboardData.setData('text/plain', keyCopy(keys));
      event.preventDefault();
    }
  };
}

/** All keys in one line of plain text, for labels read by assistive technology. */
export function keyLabel(keys: KeyTuple, trans: TranslationBundle): string {
  return keyText(keys, { null: NULL, empty: trans.__('(empty)') });
}
