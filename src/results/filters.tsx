import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { useResult } from './context';
import { Dial } from './dialview';
import { filtersOf } from './entries';
import type { Filter } from './entries';

/** Milliseconds between the last key and the search. */
const REST = 120;

/** Chips by kind with their counts, text filter, dial. */
export function Filters(): React.ReactElement {
  const { model } = useResult();
  const { trans, format, ranking } = model;
  const { counts } = ranking;
  return (
    <div className="jp-SecurityLake-Result-bar">
      <div
        className="jp-SecurityLake-Result-chips"
        role="radiogroup"
        aria-label={trans.__('Kind of finding')}
      >
        {filtersOf(model.document?.findings ?? null).map(filter => (
          <button
            key={filter}
            type="button"
            role="radio"
            aria-checked={ranking.filter === filter}
            className="jp-SecurityLake-chip"
            onClick={() => {
              ranking.filter = filter;
            }}
          >
            {nameOf(filter, trans)} {format.number(counts[filter])}
          </button>
        ))}
      </div>
      <Search />
      <Dial />
    </div>
  );
}

/** Typing stays here; the model hears of it when it rests, so that the caret is never lost. */
function Search(): React.ReactElement {
  const { model } = useResult();
  const { trans, ranking } = model;
  const [text, setText] = React.useState(ranking.search);
  React.useEffect(() => {
    const timer = setTimeout(() => {
      if (text !== ranking.search) {
        ranking.search = text;
      }
    }, REST);
    return () => clearTimeout(timer);
  }, [text, ranking]);
  return (
    <input
      type="search"
      className="jp-SecurityLake-Result-search"
      placeholder={trans.__('Filter keys')}
      aria-label={trans.__('Filter keys')}
      value={text}
      onChange={event => setText(event.target.value)}
      onKeyDown={event => {
        if (event.key === 'Escape' && text) {
          event.stopPropagation();
          setText('');
        }
      }}
    />
  );
}

function nameOf(filter: Filter, trans: TranslationBundle): string {
  switch (filter) {
    case 'first-seen':
      return trans.__('New');
    case 'silence':
      return trans.__('Silent');
    case 'beacon':
      return trans.__('Beacons');
    case 'trend':
      return trans.__('Trends');
    case 'outlier':
      return trans.__('Outliers');
    case 'change':
      return trans.__('Change points');
    default:
      return trans.__('All');
  }
}
