import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICost } from '../../analysis/cost';
import { costWords } from './cost-words';

/** Under Run: what it will read and cost. */
export function Cost({ cost, trans }: { cost: ICost; trans: TranslationBundle }): JSX.Element {
  return (
    <div data-testid="cost" role="status" aria-label={trans.__('Cost of the run')}>
      {costWords(cost, trans).map(line => (
        <p key={line} className="jp-SecurityLake-hint">
          {line}
        </p>
      ))}
    </div>
  );
}
