import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { OperatorName } from '../../questions/operators';
import type { Condition } from '../../questions/types';
import { Combobox } from './combobox';
import { buildCondition, takesMany } from './conditions';
import { fieldOptions } from './fields';
import type { IFieldChoice } from './types';
import { conditionWord, operatorWord } from './wording';

export interface IFiltersProps {
  filter: Condition[];
  fields: readonly IFieldChoice[];
  /** Said above them, and where there are none. */
  label: string;
  none: string;
  onChange: (filter: Condition[]) => void;
  trans: TranslationBundle;
}

/** Conditions that events must meet: each can be taken away, and new ones added. */
export function Filters(props: IFiltersProps): JSX.Element {
  const { filter, fields, label, onChange, trans } = props;
  return (
    <div role="group" aria-label={label}>
      <span className="jp-SecurityLake-label">{label}</span>
      {filter.length === 0 && <p className="jp-SecurityLake-hint">{props.none}</p>}
      <ul className="jp-SecurityLake-chips" aria-label={trans.__('Conditions')}>
        {filter.map((condition, index) => {
          const text = conditionWord(condition, trans);
          return (
            <li key={index} className="jp-SecurityLake-fieldChip" title={text}>
              <span className="jp-SecurityLake-chipText">{text}</span>
              <button
                className="jp-SecurityLake-chipRemove"
                aria-label={trans.__('Drop the condition %1', text)}
                onClick={() => onChange(filter.filter((_, at) => at !== index))}
              >
                ×
              </button>
            </li>
          );
        })}
      </ul>
      <NewCondition
        fields={fields}
        onAdd={condition => onChange([...filter, condition])}
        trans={trans}
      />
    </div>
  );
}

interface INewConditionProps {
  fields: readonly IFieldChoice[];
  onAdd: (condition: Condition) => void;
  trans: TranslationBundle;
}

function NewCondition({ fields, onAdd, trans }: INewConditionProps): JSX.Element {
  const [field, setField] = React.useState<string | null>(null);
  const [wanted, setWanted] = React.useState<OperatorName>('in');
  const [text, setText] = React.useState('');
  const operators = fields.find(each => each.name === field)?.operators ?? [];
  const op = operators.includes(wanted) ? wanted : (operators[0] ?? wanted);
  const needsValue = op !== 'is-null' && op !== 'not-null';
  const condition = field === null ? null : buildCondition(field, op, text);
  const add = () => {
    if (condition) {
      onAdd(condition);
      setText('');
      setField(null);
    }
  };
  return (
    <div className="jp-SecurityLake-newCondition">
      <Combobox
        label={trans.__('Add a condition on')}
        options={fieldOptions(fields, trans)}
        value={field}
        placeholder={trans.__('Choose a field')}
        noMatch={trans.__('No such field in this table.')}
        onChange={setField}
      />
      {field !== null && (
        <div className="jp-SecurityLake-conditionRow">
          <select
            className="jp-SecurityLake-input"
            aria-label={trans.__('How to compare')}
            value={op}
            onChange={event => setWanted(operators.find(each => each === event.target.value) ?? op)}
          >
            {operators.map(each => (
              <option key={each} value={each}>
                {operatorWord(each, trans)}
              </option>
            ))}
          </select>
          {needsValue && (
            <input
              className="jp-SecurityLake-input"
              aria-label={trans.__('Value')}
              placeholder={
                takesMany(op) ? trans.__('a value, or several with commas') : trans.__('a value')
              }
              value={text}
              onChange={event => setText(event.target.value)}
              onKeyDown={event => event.key === 'Enter' && add()}
            />
          )}
          <button className="jp-SecurityLake-askButton" disabled={!condition} onClick={add}>
            {trans.__('Add')}
          </button>
        </div>
      )}
    </div>
  );
}
