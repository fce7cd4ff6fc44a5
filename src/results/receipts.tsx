import * as React from 'react';

import { consoleLink } from '../athena/console';
import type { IMoney } from '../athena/price';
import type { IReceipt } from '../athena/types';
import { useResult } from './context';

export interface IReceiptsProps {
  receipts: IReceipt[];
  ranAt: string | null;
  demo: boolean;
  /** Days that were taken from the kept ones. */
  keptDays?: number;
}

/** What the run's queries read and cost, how long they took, and their text. */
export function Receipts({
  receipts,
  ranAt,
  demo,
  keptDays = 0
}: IReceiptsProps): React.ReactElement {
  const { trans, format } = useResult().model;
  return (
    <section className="jp-SecurityLake-Result-receipts" aria-label={trans.__('Queries')}>
      {ranAt && <p>{trans.__('Run at %1.', format.moment(ranAt))}</p>}
      {keptDays > 0 && (
        <p>
          {trans._n(
            '%1 day of it had been kept and was free.',
            '%1 days of it had been kept and were free.',
            keptDays
          )}
        </p>
      )}
      {receipts.length === 0 && keptDays === 0 && <p>{trans.__('No query is recorded.')}</p>}
      {receipts.map((receipt, i) => (
        <Receipt key={`${i}-${receipt.queryId}`} receipt={receipt} demo={demo} />
      ))}
    </section>
  );
}

function Receipt({ receipt, demo }: { receipt: IReceipt; demo: boolean }): React.ReactElement {
  const { trans, format } = useResult().model;
  const link = consoleLink(receipt);
  const cost = isMoney(receipt.price)
    ? format.money(receipt.price)
    : demo
      ? trans.__('demo lake: free')
      : receipt.price === null
        ? trans.__('free')
        : null;
  const parts = [
    receipt.kind,
    trans.__('%1 read', format.bytes(receipt.scannedBytes)),
    cost,
    format.duration(receipt.totalMs),
    receipt.queueMs >= 1000 ? trans.__('of it %1 queued', format.duration(receipt.queueMs)) : null,
    receipt.state === 'SUCCEEDED' ? null : trans.__('did not finish')
  ];
  return (
    <details>
      <summary>{parts.filter(part => part !== null).join(' · ')}</summary>
      <p className="jp-SecurityLake-faint">
        {trans.__('Query %1', receipt.queryId)}
        {receipt.workgroup && ` · ${trans.__('workgroup %1', receipt.workgroup)}`}
        {link && (
          <>
            {' · '}
            <a
              className="jp-SecurityLake-receipts-link"
              href={link}
              target="_blank"
              rel="noreferrer noopener"
            >
              {trans.__('Open in the Athena console')}
            </a>
          </>
        )}
      </p>
      <pre className="jp-SecurityLake-code">{receipt.sql}</pre>
    </details>
  );
}

/** A saved result may come from anywhere. */
function isMoney(price: IReceipt['price']): price is IMoney {
  return Number.isFinite(price?.amount) && /^[A-Z]{3}$/.test(price?.currency ?? '');
}
