import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IPlan } from '../../analysis/types';
import { formatDays } from './days';

export interface IKeptProps {
  plan: Pick<IPlan, 'range' | 'readable'>;
  /** For how many days the lake keeps rows; 0 for ever. */
  days: number;
  trans: TranslationBundle;
}

/** Under a range that begins before the lake's retention: from when on there are rows. */
export function Kept({ plan, days, trans }: IKeptProps): JSX.Element | null {
  const { range, readable } = plan;
  if (readable.from <= range.from) {
    return null;
  }
  return (
    <p className="jp-SecurityLake-hint" role="status" data-testid="kept">
      {trans._n(
        'The lake keeps %1 day: this analysis reads from %2 on.',
        'The lake keeps %1 days: this analysis reads from %2 on.',
        days,
        formatDays(readable.from, readable.from + 1)
      )}
    </p>
  );
}
