import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { touches, type IHeldDays } from '../../analysis/coverage';
import { DAY_MS } from '../../lake/time';
import { formatMinute } from './days';
import type { RowsCheckState } from './rows-check';

export interface IRowsProps {
  /** Days with rows, where reading is free; null while nobody knows. */
  held: IHeldDays | null;
  /** What a look at the range itself found. */
  state: RowsCheckState;
  /** The range that is chosen, epoch milliseconds. */
  range: { from: number; to: number };
  isFree: boolean;
  onAsk: () => void;
  trans: TranslationBundle;
}

/** How new the rows are that would be looked at, before anything is asked: "Last row 3 days before the end." */
export function Rows(props: IRowsProps): JSX.Element | null {
  const { held, state, range, isFree, onAsk, trans } = props;
  if (held && touches(held, range)) {
    const day = Math.max(...held.days.filter(each => each * DAY_MS < range.to));
    return <Last last={Math.min((day + 1) * DAY_MS, range.to) - 1} to={range.to} trans={trans} />;
  }
  if (state?.is === 'known') {
    const { last } = state.found;
    return last === null ? (
      <p className="jp-SecurityLake-problem" role="status">
        {trans.__('No rows in these days: another range, table or account?')}
      </p>
    ) : (
      <Last last={last} to={range.to} trans={trans} />
    );
  }
  return isFree ? null : (
    <p className="jp-SecurityLake-hint" role="status">
      {state?.is === 'asking' ? (
        trans.__('Looking for rows …')
      ) : (
        <>
          {state?.is === 'failed' && trans.__('Whether there are rows could not be told.')}{' '}
          <button
            className="jp-SecurityLake-link"
            type="button"
            title={trans.__('Reads the time column of these days')}
            onClick={onAsk}
          >
            {trans.__('When did the last row arrive?')}
          </button>
        </>
      )}
    </p>
  );
}

function Last(props: { last: number; to: number; trans: TranslationBundle }): JSX.Element | null {
  const { last, to, trans } = props;
  const days = Math.floor((to - last) / DAY_MS);
  if (days === 0) {
    return (
      <p className="jp-SecurityLake-hint" role="status">
        {trans.__('There are rows up to the end of the range.')}
      </p>
    );
  }
  return (
    <p className="jp-SecurityLake-problem" role="status">
      {trans._n(
        'Last row a day before the end of the range: %2.',
        'Last row %1 days before the end of the range: %2.',
        days,
        formatMinute(last, Date.now())
      )}
    </p>
  );
}
