import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { offerKey } from './choose';
import { Combobox } from './combobox';
import type { IOption } from './listbox';
import type { IOwnChoice, IQuestionChoice, ITableOffer } from './types';

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
  own: readonly IOwnChoice[];
  question: string | null;
  /** Name of the saved question that is asked; null for any other. */
  ownTitle: string | null;
  onChange: (question: string) => void;
  onOwn: (title: string) => void;
  trans: TranslationBundle;
}

/** Keys of saved questions in the list; a question's id has no space. */
const OWN = 'own ';

/** Questions that can be asked of the table, and those that can't with the reason. */
export function QuestionPicker(props: IQuestionPickerProps): JSX.Element {
  const { choices, own, trans } = props;
  const hintId = React.useId();
  const needs = (lacking: string[]) => ({
    disabled: lacking.length > 0,
    note: lacking.length ? trans.__('needs %1', lacking.join(', ')) : undefined
  });
  const mine = own.map(({ question, lacking }): IOption => ({
    key: `${OWN}${question.title}`,
    label: question.title,
    group: trans.__('Your own'),
    ...needs(lacking)
  }));
  const options = choices.map(({ question, lacking }): IOption => ({
    key: question.id,
    label: question.title,
    title: question.why,
    // A heading only where there is something to tell apart.
    group: mine.length ? trans.__('Catalogue') : undefined,
    ...needs(lacking)
  }));
  const chosen = choices.find(({ question }) => question.id === props.question)?.question;
  const none = choices.every(choice => choice.lacking.length > 0);
  return (
    <>
      <Combobox
        label={trans.__('Question')}
        options={[...mine, ...options]}
        value={props.ownTitle === null ? props.question : `${OWN}${props.ownTitle}`}
        placeholder={none ? trans.__('None fits this table') : trans.__('Your own')}
        noMatch={trans.__('No question matches.')}
        describedBy={hintId}
        onChange={key =>
          key.startsWith(OWN) ? props.onOwn(key.slice(OWN.length)) : props.onChange(key)
        }
      />
      <p id={hintId} className="jp-SecurityLake-hint">
        {chosen
          ? [chosen.why, chosen.attack.join(' · ')].filter(Boolean).join(' ')
          : trans.__('Choose what to group by and what to measure below.')}
      </p>
    </>
  );
}
