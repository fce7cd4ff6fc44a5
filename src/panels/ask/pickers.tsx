import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { offerKey } from './choose';
import { Combobox } from './combobox';
import type { IOption } from './listbox';
import type { IQuestionChoice, ITableOffer } from './types';

export interface ITablePickerProps {
  offers: readonly ITableOffer[];
  offer: ITableOffer | null;
  onChange: (offer: ITableOffer) => void;
  trans: TranslationBundle;
}

/** Tables under their log source, by human names. */
export function TablePicker(props: ITablePickerProps): JSX.Element {
  const { offers, trans } = props;
  const options = offers.map((offer): IOption => {
    const { tables, group, name, unknown } = offer;
    return {
      key: offerKey(offer),
      label: name,
      group,
      note: unknown ? trans.__('not recognised') : undefined,
      title: tables.map(table => `${table.database}.${table.name}`).join('\n')
    };
  });
  return (
    <Combobox
      label={trans.__('Table')}
      options={options}
      value={props.offer && offerKey(props.offer)}
      noMatch={trans.__('No table matches.')}
      onChange={key => {
        const offer = offers.find(each => offerKey(each) === key);
        if (offer) {
          props.onChange(offer);
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
