import * as React from 'react';

import type { ICoverage } from '../analysis/coverage';
import { missingOf } from '../analysis/expired';
import type { IResultDocument } from '../analysis/document';
import { Missing } from '../series/types';
import { Button } from './button';
import { useResult } from './context';
import { failureOf } from './failure';
import { FailureNote } from './failurenote';
import { fieldWord } from './format';
import { missingWord } from './scope';

/** No series at all: which kind of nothing it is, and where there is something. */
export function NoRows(): React.ReactElement {
  const { model } = useResult();
  const { trans, format, document } = model;
  const range = document ? format.range(document.range.from, document.range.to) : '';
  return (
    <div className="jp-SecurityLake-state">
      <p>
        <b>
          {document?.coverage?.rows
            ? trans.__('Nothing of this kind for %1.', range)
            : trans.__('No rows for %1.', range)}
        </b>
      </p>
      <p>{document && <Why document={document} />}</p>
      {document && <Elsewhere coverage={document.coverage ?? null} />}
    </div>
  );
}

/** Whether the question or the table is what has no rows. */
function Why({ document }: { document: IResultDocument }): React.ReactElement {
  const { model } = useResult();
  const { trans, format } = model;
  const rows = document.coverage?.rows ?? null;
  const { accounts, regions } = document.spec;
  const isPart = accounts.length > 0 || regions.length > 0;
  const codes = missingOf(document);
  const first = codes[0] ?? Missing.none;
  if (codes.length > 0 && first !== Missing.none && codes.every(code => code === first)) {
    return <>{trans.__('The whole range is marked: %1.', missingWord(first, trans))}</>;
  }
  if (rows !== null && rows > 0) {
    return (
      <>
        {trans._n(
          'The table has %2 row then, which is not of the kind that this question counts. Ask another question, or count them all.',
          'The table has %2 rows then, but none of the kind that this question counts. Ask another question, or count them all.',
          rows,
          format.number(rows)
        )}
      </>
    );
  }
  if (rows === 0) {
    return (
      <>
        {isPart
          ? trans.__('The table has no row of the chosen accounts and regions then.')
          : trans.__(
              'The table has no row at all then: these logs were not collected, have not arrived yet, or are past the retention.'
            )}
      </>
    );
  }
  return (
    <>
      {trans.__(
        'Either nothing of the kind happened, or these logs were not collected then, have not arrived yet, or are past the retention.'
      )}
    </>
  );
}

/** Days that do have rows, one click from a run over them; or a search for them. */
function Elsewhere({ coverage }: { coverage: ICoverage | null }): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, searching } = model;
  const keys = model.plan?.keyNames;
  if (coverage?.rows) {
    return keys ? (
      <Button kind="primary" onClick={() => void model.runUnfiltered(keys)}>
        {trans.__('Count all rows by %1', keys.map(fieldWord).join(', '))}
      </Button>
    ) : null;
  }
  if (coverage?.newest) {
    const { from, to, days } = coverage.newest;
    return (
      <>
        <p>
          {trans._n(
            'The table has rows on %2 day: %3.',
            'The table has rows on %2 days: %3.',
            days,
            format.number(days),
            format.range(from, to)
          )}{' '}
          {coverage.older > 0 &&
            trans._n(
              '%2 older day with rows does not fit into the same range.',
              '%2 older days with rows do not fit into the same range.',
              coverage.older,
              format.number(coverage.older)
            )}
        </p>
        <Button kind="primary" onClick={() => void model.runOver(coverage.newest!)}>
          {trans.__('Run over these days')}
        </Button>
      </>
    );
  }
  if (coverage?.looked) {
    const { from, to } = coverage.looked;
    return <p>{trans.__('There is none in %1 either.', format.range(from, to))}</p>;
  }
  if (!model.lake.heldDays) {
    return null;
  }
  return (
    <>
      <p>
        {trans.__(
          'Looking for the days that do have rows reads the time of every row of the last three years; where queries cost money, this one does too, and is bounded as every query.'
        )}
      </p>
      {searching.state === 'running' ? (
        <Button onClick={() => searching.cancel()}>{trans.__('Stop looking')}</Button>
      ) : (
        <Button onClick={() => void model.findDays()}>{trans.__('Look for days with rows')}</Button>
      )}
      {searching.state === 'failed' && <FailureNote failure={failureOf(searching.error, trans)} />}
    </>
  );
}
