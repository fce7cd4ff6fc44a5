import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { bytesText, moneyText } from '../../athena/price';
import type { ISpending, ISpent } from '../../athena/spending';
import { useSignalValue } from './use-signal';

export interface ISpentProps {
  spending: ISpending;
  /** The present back end is a demo lake, which is nobody's money. */
  isDemo: boolean;
  trans: TranslationBundle;
}

/** What the queries of this page read and cost; nothing while there are none. */
export function Spent({ spending, isDemo, trans }: ISpentProps): JSX.Element | null {
  const spent = useSignalValue(spending.changed, () => spending.spent);
  return spent.queries === 0 ? null : (
    <p className="jp-SecurityLake-hint" data-testid="spent">
      {spentWord(spent, isDemo, trans)}
    </p>
  );
}

/** `This session: 3 queries, 2.1 GB, $0.011`. */
export function spentWord(
  { queries, bytes, money }: ISpent,
  isDemo: boolean,
  trans: TranslationBundle
): string {
  const count = trans._n('%1 query', '%1 queries', queries);
  const cost = money ? moneyText(money) : isDemo ? trans.__('demo lake: free') : trans.__('free');
  return trans.__('This session: %1, %2, %3', count, bytesText(bytes), cost);
}
