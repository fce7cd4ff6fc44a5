import { Clipboard } from '@jupyterlab/apputils';
import * as React from 'react';

import { Advice } from './advice';
import { Breakdown } from './breakdown';
import { Button } from './button';
import { Chart } from './chart';
import { useResult } from './context';
import { Events } from './events';
import { useIsSeen } from './hooks';
import { copyKeys, InlineKeys } from './key';
import { Proof } from './proof';
import { sentenceOf } from './sentences';
import { Sql } from './sql';
import { Why } from './why';

/** One finding from top to bottom: sentence, chart, why, proof, SQL, events. */
export function Finding(props: { onBack: (() => void) | null }): React.ReactElement {
  const { model, id } = useResult();
  const { trans, ranking, document, sentenceContext: context } = model;
  const { entry } = ranking;
  // The list of a new result is seen first, with what the first of them says.
  const isSeen = useIsSeen();
  const series = document?.series;
  if (!entry || !context || !series) {
    return (
      <section className="jp-SecurityLake-Result-finding" aria-label={trans.__('Finding')}>
        <p className="jp-SecurityLake-Result-none">{trans.__('Choose a finding in the list.')}</p>
      </section>
    );
  }
  const { sentence } = model;
  return (
    <section
      className="jp-SecurityLake-Result-finding"
      aria-label={trans.__('Finding')}
      tabIndex={-1}
      id={`${id}-finding`}
    >
      {props.onBack && (
        <div>
          <Button kind="link" onClick={props.onBack}>
            {trans.__('← All findings')}
          </Button>
        </div>
      )}
      <div className="jp-SecurityLake-sentence-line">
        <p className="jp-SecurityLake-sentence">
          {sentenceOf(entry, context).map((part, i) =>
            'keys' in part ? (
              <InlineKeys key={i} keys={part.keys} names={series.keyNames} trans={trans} />
            ) : 'strong' in part ? (
              <b key={i} className="jp-SecurityLake-sentence-strong">
                {part.strong}
              </b>
            ) : (
              <React.Fragment key={i}>{part.text}</React.Fragment>
            )
          )}
        </p>
        <div className="jp-SecurityLake-actions">
          <Button
            kind="link"
            title={trans.__('Copy the sentence')}
            onClick={() => Clipboard.copyToSystem(sentence)}
          >
            {trans.__('Copy')}
          </Button>
          <Button
            kind="link"
            title={trans.__('Copy the whole key as it is in the logs')}
            onClick={() => copyKeys(context.keys)}
          >
            {trans.__('Copy key')}
          </Button>
        </div>
      </div>
      {isSeen && (
        <>
          <Chart entry={entry} description={sentence} />
          <Why entry={entry} />
          <div className="jp-SecurityLake-checks">
            <Proof />
            <Breakdown />
          </div>
          <Advice />
          <Sql />
          <Events />
        </>
      )}
    </section>
  );
}
