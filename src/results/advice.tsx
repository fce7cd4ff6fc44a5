import * as React from 'react';

import { useResult } from './context';

/** What the question's author would say to whoever has a finding: what it often is, and what to look at next. */
export function Advice(): React.ReactElement | null {
  const { model } = useResult();
  const { trans } = model;
  const { falsePositives = '', next = '', attack = [] } = model.plan?.question ?? {};
  const lines: [string, string][] = [
    [trans.__('Often harmless'), falsePositives],
    [trans.__('Look next'), next],
    [trans.__('ATT&CK'), attack.join(', ')]
  ];
  const said = lines.filter(([, text]) => text !== '');
  return said.length === 0 ? null : (
    <dl className="jp-SecurityLake-advice" aria-label={trans.__('What it may be')}>
      {said.map(([name, text]) => (
        <div key={name} className="jp-SecurityLake-advice-line">
          <dt className="jp-SecurityLake-advice-name">{name}</dt>
          <dd className="jp-SecurityLake-advice-text">{text}</dd>
        </div>
      ))}
    </dl>
  );
}
