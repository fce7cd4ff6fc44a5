import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICheckStep, StepState } from './types';
import { turnWord } from '../../athena/failures/turn';
import { stateWord, stepTitle } from './wording';

const SIGNS: Record<StepState, string> = {
  waiting: '·',
  running: '…',
  ok: '✓',
  warning: '!',
  failed: '✗',
  skipped: '–'
};

/** The steps in their order, each with how it stands; a failed one with what to do. */
export function Steps(props: {
  steps: readonly ICheckStep[];
  trans: TranslationBundle;
}): JSX.Element {
  const { steps, trans } = props;
  return (
    <ol className="jp-SecurityLake-steps" aria-label={trans.__('Steps')}>
      {steps.map(step => (
        <Step key={step.id} step={step} trans={trans} />
      ))}
    </ol>
  );
}

function Step({ step, trans }: { step: ICheckStep; trans: TranslationBundle }): JSX.Element {
  return (
    <li
      className={`jp-SecurityLake-step jp-mod-${step.state}`}
      aria-current={step.state === 'running' ? 'step' : undefined}
    >
      <span className="jp-SecurityLake-stepSign" aria-hidden="true">
        {SIGNS[step.state]}
      </span>
      <div className="jp-SecurityLake-stepBody">
        <p className="jp-SecurityLake-pageText">
          <b>{stepTitle(step, trans)}</b>{' '}
          <span className="jp-SecurityLake-stepState">{stateWord(step.state, trans)}</span>
        </p>
        {step.detail && <p className="jp-SecurityLake-pageText">{step.detail}</p>}
        {step.permission && (
          <p className="jp-SecurityLake-pageText">
            {trans.__('Missing permission:')}{' '}
            <code className="jp-SecurityLake-permission">{step.permission}</code>
          </p>
        )}
        {step.remedy && (
          <p className="jp-SecurityLake-pageText">
            <span className="jp-SecurityLake-turn">
              {turnWord(step.turn ?? 'administrator', trans)}
            </span>{' '}
            {step.remedy}
          </p>
        )}
        {step.technical && (
          <details className="jp-SecurityLake-details">
            <summary>{trans.__('Details')}</summary>
            <pre className="jp-SecurityLake-detailsText">{step.technical}</pre>
          </details>
        )}
      </div>
    </li>
  );
}
