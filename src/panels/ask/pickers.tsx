import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ILakeTable } from '../../lake/types';
import { tableKey } from './choose';
import { Combobox } from './combobox';
import type { IOption } from './listbox';
import type { IQuestionChoice, ITableName } from './types';

export interface ITablePickerProps {
  tables: readonly ILakeTable[];
  labels: readonly ITableName[];
  table: ILakeTable | null;
  onChange: (table: ILakeTable) => void;
  trans: TranslationBundle;
}

/** Tables under their log source, by human names. */
export function TablePicker(props: ITablePickerProps): JSX.Element {
  const { tables, labels, trans } = props;
  const options = tables.map((table, index): IOption => {
    const { group, name, unknown } = labels[index];
    return {
      key: tableKey(table),
      label: name,
      group,
      note: unknown ? trans.__('not recognised') : undefined,
      title: `${table.database}.${table.name}`
    };
  });
  return (
    <Combobox
      label={trans.__('Table')}
      options={options}
      value={props.table && tableKey(props.table)}
      noMatch={trans.__('No table matches.')}
      onChange={key => {
        const table = tables.find(each => tableKey(each) === key);
        if (table) {
          props.onChange(table);
        }
      }}
    />
  );
}

export interface IQuestionPickerProps {
  choices: readonly IQuestionChoice[];
  question: string | null;
  onChange: (question: string) => void;
  trans: TranslationBundle;
}

/** Questions that can be asked of the table, and those that can't with the reason. */
export function QuestionPicker(props: IQuestionPickerProps): JSX.Element {
  const { choices, trans } = props;
  const hintId = React.useId();
  const options = choices.map(({ question, lacking }): IOption => ({
    key: question.id,
    label: question.title,
    title: question.why,
    disabled: lacking.length > 0,
    note: lacking.length ? trans.__('needs %1', lacking.join(', ')) : undefined
  }));
  const chosen = choices.find(({ question }) => question.id === props.question)?.question;
  const none = choices.every(choice => choice.lacking.length > 0);
  return (
    <>
      <Combobox
        label={trans.__('Question')}
        options={options}
        value={props.question}
        placeholder={none ? trans.__('None fits this table') : trans.__('Your own')}
        noMatch={trans.__('No question matches.')}
        describedBy={hintId}
        onChange={props.onChange}
      />
      <p id={hintId} className="jp-SecurityLake-hint">
        {chosen
          ? [chosen.why, chosen.attack.join(' · ')].filter(Boolean).join(' ')
          : trans.__('Choose what to group by and what to measure below.')}
      </p>
    </>
  );
}
