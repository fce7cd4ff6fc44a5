import * as React from 'react';

import type { IReceipt } from '../athena/types';
import { useResult } from './context';

/** What the run's queries read, how long they took, and their text. */
export function Receipts(props: {
  receipts: IReceipt[];
  ranAt: string | null;
}): React.ReactElement {
  const { trans, format } = useResult().model;
  return (
    <section className="jp-SecurityLake-Result-receipts" aria-label={trans.__('Queries')}>
      {props.ranAt && <p>{trans.__('Run at %1.', format.moment(props.ranAt))}</p>}
      {props.receipts.length === 0 && <p>{trans.__('No query is recorded.')}</p>}
      {props.receipts.map(receipt => (
        <details key={receipt.queryId}>
          <summary>
            {trans.__(
              '%1 · %2 read · %3 · query %4',
              receipt.kind,
              format.bytes(receipt.scannedBytes),
              format.duration(receipt.totalMs),
              receipt.queryId
            )}
          </summary>
          <pre className="jp-SecurityLake-code">{receipt.sql}</pre>
        </details>
      ))}
    </section>
  );
}
