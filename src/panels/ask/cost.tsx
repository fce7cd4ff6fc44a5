import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICost } from '../../analysis/cost';
import { costWords } from './cost-words';

export interface ICostProps {
  cost: ICost;
  /** Has the server forget the days that it keeps, once the person agrees. */
  onForget: () => void;
  trans: TranslationBundle;
}

/** Under Run: what it will read and cost. */
export function Cost({ cost, onForget, trans }: ICostProps): JSX.Element {
  return (
    <>
      <div data-testid="cost" role="status" aria-label={trans.__('Cost of the run')}>
        {costWords(cost, trans).map(line => (
          <p key={line} className="jp-SecurityLake-hint">
            {line}
          </p>
        ))}
      </div>
      {cost.keptDays > 0 && (
        <button
          type="button"
          className="jp-SecurityLake-link jp-SecurityLake-hint"
          title={trans.__('Results of closed days on the server, kept so that they are paid once')}
          onClick={onForget}
        >
          {trans.__('Forget kept days …')}
        </button>
      )}
    </>
  );
}
