import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { splitList } from './split';
import { TextField } from './textfield';

/** An account of AWS, or what a custom source has in its place (`external_…`). */
const ACCOUNT = /^(\d{12}|[a-z]\w*_[\w-]+)$/i;

export interface IPlacesProps {
  accounts: string[];
  regions: string[];
  onAccounts: (accounts: string[]) => void;
  onRegions: (regions: string[]) => void;
  trans: TranslationBundle;
}

/** Which accounts and regions; empty means all. */
export function Places(props: IPlacesProps): JSX.Element {
  const { trans } = props;
  const [problem, setProblem] = React.useState<string | null>(null);
  const setAccounts = (text: string) => {
    const accounts = splitList(text).map(each =>
      /^\d{4}-\d{4}-\d{4}$/.test(each) ? each.replaceAll('-', '') : each
    );
    const odd = accounts.find(account => !ACCOUNT.test(account));
    if (odd === undefined) {
      setProblem(null);
      props.onAccounts(accounts);
    } else {
      setProblem(trans.__('“%1” isn’t an account: 12 digits.', odd));
    }
  };
  return (
    <>
      <TextField
        label={trans.__('Accounts')}
        value={props.accounts.join(', ')}
        placeholder={trans.__('all')}
        problem={problem}
        onCommit={setAccounts}
      />
      <TextField
        label={trans.__('Regions')}
        value={props.regions.join(', ')}
        placeholder={trans.__('all')}
        onCommit={text => props.onRegions(splitList(text).map(each => each.toLowerCase()))}
      />
      <p className="jp-SecurityLake-hint">{trans.__('Several with commas; empty means all.')}</p>
    </>
  );
}
