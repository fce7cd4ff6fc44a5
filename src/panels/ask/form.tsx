import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { IAskCallbacks } from './body';
import { Choosing } from './choosing';
import { Cost } from './cost';
import { formatMinute } from './days';
import { Detecting } from './detecting';
import { Fold } from './fold';
import { Held } from './held';
import { Kept } from './kept';
import type { AskModel } from './model';
import { Naming } from './naming';
import { ownOf } from './own';
import { QuestionPicker, TablePicker } from './pickers';
import { Places } from './places';
import { Rows } from './rows';
import { Segments } from './segments';
import { Spent } from './spent';
import type { FoldName, IAskState } from './types';
import { When } from './when';
import { askedWord, detectorsWord, grainWord, placesWord } from './wording';

export interface IFormProps {
  state: IAskState;
  model: AskModel;
  callbacks: IAskCallbacks;
  trans: TranslationBundle;
}

/** Table, question, when; the rest folded; then Run. */
export function Form({ state, model, callbacks, trans }: IFormProps): JSX.Element {
  const { spec, plan, problem, asked } = state;
  const [datesProblem, setDatesProblem] = React.useState<string | null>(null);
  const obstacle = datesProblem ?? problem?.message ?? null;
  const saved = state.own.map(({ question }) => question);
  const ownTitle = ownOf(spec, saved)?.title ?? null;
  const fold = (name: FoldName) => ({
    open: state.open.includes(name),
    onToggle: (open: boolean) => model.setOpen(name, open)
  });
  return (
    <form
      className="jp-SecurityLake-form"
      aria-label={trans.__('New analysis')}
      onSubmit={event => event.preventDefault()}
    >
      <TablePicker
        offers={state.offers}
        offer={state.offer}
        onChange={offer => model.setTables(offer.tables)}
        trans={trans}
      />
      <Unlisted unlisted={state.unlisted} trans={trans} />
      <QuestionPicker
        choices={state.choices}
        own={state.own}
        question={spec.question}
        ownTitle={ownTitle}
        onChange={question => model.setQuestion(question)}
        onOwn={title => model.setOwn(title)}
        trans={trans}
      />
      <When
        range={spec.range}
        onChange={range => model.setRange(range)}
        onProblem={setDatesProblem}
        trans={trans}
      />
      <Segments
        label={trans.__('Grain')}
        options={[
          { key: 'auto', label: trans.__('Auto'), title: trans.__('What the question asks for') },
          { key: 'hour', label: trans.__('Hour') },
          { key: 'day', label: trans.__('Day') }
        ]}
        value={spec.grain}
        onChange={grain => model.setGrain(grain)}
      />
      {plan && !datesProblem && (
        <p className="jp-SecurityLake-hint" data-testid="resolved-range">
          {trans.__(
            '%1 – %2 · %3',
            formatMinute(plan.range.from, Date.now()),
            formatMinute(plan.range.to, Date.now()),
            grainWord(plan.grain, trans)
          )}
        </p>
      )}
      {plan && !datesProblem && (
        <Kept plan={plan} days={state.config?.retentionDays ?? 0} trans={trans} />
      )}
      {plan && !datesProblem && state.held && (
        <Held
          held={state.held}
          range={plan.range}
          isPart={spec.accounts.length > 0 || spec.regions.length > 0}
          onChange={range => model.setRange(range)}
          trans={trans}
        />
      )}
      {plan && !datesProblem && model.knowsRows && (
        <Rows
          held={state.held}
          state={state.rows}
          range={plan.range}
          isFree={!state.config?.price}
          onAsk={() => model.checkRows()}
          trans={trans}
        />
      )}
      <div className="jp-SecurityLake-folds">
        <Fold
          title={trans.__('Accounts and regions')}
          summary={placesWord(spec.accounts, spec.regions, trans)}
          {...fold('places')}
        >
          <Places
            accounts={spec.accounts}
            regions={spec.regions}
            onAccounts={accounts => model.setAccounts(accounts)}
            onRegions={regions => model.setRegions(regions)}
            trans={trans}
          />
        </Fold>
        <Fold
          title={trans.__('Group by, measure, filter')}
          summary={askedWord(asked, trans)}
          {...fold('custom')}
        >
          <Choosing
            asked={asked ?? { keys: [], measure: { kind: 'count' }, filter: [] }}
            isOwn={spec.custom !== null && spec.question !== null}
            fields={state.fields}
            timeColumns={state.timeColumns}
            paths={state.paths}
            onChange={custom => model.setCustom(custom)}
            trans={trans}
          />
          {spec.custom !== null && (
            <Naming
              saved={ownTitle}
              taken={saved.map(({ title }) => title)}
              onSave={title => model.saveOwn(title)}
              onForget={title => model.forgetOwn(title)}
              trans={trans}
            />
          )}
        </Fold>
        <Fold
          title={trans.__('Detectors')}
          summary={detectorsWord(spec.detectors, trans)}
          {...fold('detectors')}
        >
          <Detecting
            settings={spec.detectors}
            onChange={part => model.setDetectors(part)}
            trans={trans}
          />
        </Fold>
      </div>
      {problem && !datesProblem && (
        <p className="jp-SecurityLake-problem" role="alert">
          {problem.message}
        </p>
      )}
      <div className="jp-SecurityLake-runRow">
        <button
          className="jp-SecurityLake-askButton jp-mod-primary"
          type="button"
          disabled={obstacle !== null}
          title={obstacle ?? trans.__('Run this analysis in a new tab')}
          onClick={() => callbacks.run(spec)}
        >
          {trans.__('Run')}
        </button>
        <button
          className="jp-SecurityLake-link"
          type="button"
          disabled={!plan || datesProblem !== null}
          onClick={() => plan && callbacks.seeSql(plan)}
        >
          {trans.__('See SQL')}
        </button>
      </div>
      {plan && !datesProblem && state.cost && (
        <Cost cost={state.cost} onForget={callbacks.forgetDays} trans={trans} />
      )}
      {model.spending && (
        <Spent spending={model.spending} isDemo={state.config?.demo ?? false} trans={trans} />
      )}
    </form>
  );
}

function Unlisted(props: {
  unlisted: IAskState['unlisted'];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { unlisted, trans } = props;
  if (!unlisted.length) {
    return null;
  }
  return (
    <details className="jp-SecurityLake-details">
      <summary>
        {trans._n(
          'One database could not be listed.',
          '%1 databases could not be listed.',
          unlisted.length
        )}
      </summary>
      <pre className="jp-SecurityLake-detailsText">
        {unlisted.map(each => `${each.database}: ${each.reason}`).join('\n')}
      </pre>
    </details>
  );
}
