import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { RangeSpec } from '../../analysis/spec';
import { datesOfRange, datesProblem, rangeOfDates, type DatesProblem, type IDates } from './days';
import { Segments } from './segments';

/** Presets, in days. */
const PRESETS = [7, 30, 90];

export interface IWhenProps {
  range: RangeSpec;
  onChange: (range: RangeSpec) => void;
  /** Dates that can't be asked for: nothing may run on the last good ones instead. */
  onProblem: (problem: string | null) => void;
  trans: TranslationBundle;
}

/** The time range: presets, or two dates in UTC. */
export function When({ range, onChange, onProblem, trans }: IWhenProps): JSX.Element {
  // Half-typed dates live here; only whole, ordered ones become the spec's.
  const [dates, setDates] = React.useState<IDates | null>(null);
  React.useEffect(() => setDates(null), [range]);
  const isCustom = dates !== null || range.kind === 'between' || !PRESETS.includes(range.days);
  const shown = dates ?? datesOfRange(range, Date.now());
  const problem = isCustom ? datesProblem(shown, Date.now()) : null;
  const message = problem && describe(problem, trans);
  React.useEffect(() => onProblem(message), [message, onProblem]);

  const edit = (part: Partial<IDates>) => {
    const next = { ...shown, ...part };
    setDates(next);
    if (!datesProblem(next, Date.now())) {
      onChange(rangeOfDates(next));
    }
  };
  const options = [
    ...PRESETS.map(days => ({
      key: String(days),
      label: trans.__('%1 d', days),
      title: trans.__('The last %1 days', days)
    })),
    { key: 'custom', label: trans.__('Custom'), title: trans.__('From one date to another') }
  ];
  const errorId = React.useId();
  const field = (name: keyof IDates, label: string) => (
    <label className="jp-SecurityLake-date">
      <span className="jp-SecurityLake-label">{label}</span>
      <input
        className="jp-SecurityLake-input"
        type="date"
        value={shown[name]}
        aria-invalid={problem !== null}
        aria-describedby={problem ? errorId : undefined}
        onChange={event => edit({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <>
      <Segments
        label={trans.__('When (UTC)')}
        options={options}
        value={isCustom || range.kind !== 'last' ? 'custom' : String(range.days)}
        onChange={key => {
          if (key === 'custom') {
            setDates(shown);
            onChange(rangeOfDates(shown));
          } else {
            setDates(null);
            onChange({ kind: 'last', days: Number(key) });
          }
        }}
      />
      {isCustom && (
        <div className="jp-SecurityLake-dates">
          {field('from', trans.__('From'))}
          {field('to', trans.__('To, included'))}
        </div>
      )}
      {message && (
        <p id={errorId} className="jp-SecurityLake-problem" role="alert">
          {message}
        </p>
      )}
    </>
  );
}

function describe(problem: DatesProblem, trans: TranslationBundle): string {
  switch (problem) {
    case 'incomplete':
      return trans.__('Give both dates: a search without bounds would read the whole table.');
    case 'reversed':
      return trans.__('The end is before the start.');
    case 'future':
      return trans.__('The start is in the future.');
  }
}
