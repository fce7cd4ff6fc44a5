import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import {
  newestRange,
  rangeSpec,
  touches,
  type IDayRange,
  type IHeldDays
} from '../../analysis/coverage';
import type { RangeSpec } from '../../analysis/spec';
import { formatDays } from './days';

export interface IHeldProps {
  held: IHeldDays;
  /** The range that is chosen, epoch milliseconds. */
  range: { from: number; to: number };
  /** Only some accounts or regions are asked for. */
  isPart: boolean;
  onChange: (range: RangeSpec) => void;
  trans: TranslationBundle;
}

/** Under a range in which the table has no rows: that it has none, and when it has, one click away. */
export function Held({ held, range, isPart, onChange, trans }: IHeldProps): JSX.Element | null {
  if (touches(held, range)) {
    return null;
  }
  const newest = newestRange(held.days);
  return (
    <p className="jp-SecurityLake-hint" role="status" data-testid="held">
      {newest ? elsewhere(newest, isPart, trans) : nowhere(isPart, trans)}{' '}
      {newest && (
        <button
          className="jp-SecurityLake-link"
          type="button"
          onClick={() => onChange(rangeSpec(newest))}
        >
          {trans.__('Use these days')}
        </button>
      )}
    </p>
  );
}

function elsewhere(newest: IDayRange, isPart: boolean, trans: TranslationBundle): string {
  const when = formatDays(newest.from, newest.to);
  return isPart
    ? trans._n(
        'The chosen accounts and regions have no rows then, but on one day: %2.',
        'The chosen accounts and regions have no rows then, but on %1 days: %2.',
        newest.days,
        when
      )
    : trans._n(
        'This table has no rows then, but on one day: %2.',
        'This table has no rows then, but on %1 days: %2.',
        newest.days,
        when
      );
}

function nowhere(isPart: boolean, trans: TranslationBundle): string {
  return isPart
    ? trans.__('This table has no rows of the chosen accounts and regions.')
    : trans.__('This table has no rows.');
}
