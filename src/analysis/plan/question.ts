import { tableTitle } from '../../lake/names';
import type { ILakeTable } from '../../lake/types';
import { questionById } from '../../questions/catalogue';
import type { IQuestion, Measure } from '../../questions/types';
import type { IAnalysisSpec, ICustomQuestion } from '../spec';
import { SpecError } from '../types';

/**
 * The question that a spec asks: from the catalogue, with keys, measure and filter overridden where `custom` gives
 * them (an empty list of keys or filters leaves the question's own), or `custom` alone.
 *
 * @throws SpecError for an unknown id, or when neither is given.
 */
export function specQuestion(spec: IAnalysisSpec, tables: readonly ILakeTable[]): IQuestion {
  const { custom } = spec;
  if (spec.question === null) {
    if (!custom) {
      throw new SpecError('Choose a question, or fields to group by.', 'question');
    }
    return ownQuestion(custom, tables);
  }
  const question = questionById(spec.question);
  if (!question) {
    throw new SpecError(`There is no question "${spec.question}".`, 'question');
  }
  if (!custom) {
    return question;
  }
  return {
    ...question,
    title: custom.title || question.title,
    keys: custom.keys.length > 0 ? custom.keys : question.keys,
    measure: custom.measure,
    filter: custom.filter.length > 0 ? custom.filter : question.filter
  };
}

function ownQuestion(custom: ICustomQuestion, tables: readonly ILakeTable[]): IQuestion {
  const { keys, measure, filter } = custom;
  const names = tables.map(tableTitle).join(', ');
  return {
    id: 'custom',
    title: titleOfOwn(custom),
    why: `Own question over ${names}.`,
    sources: [],
    keys,
    measure,
    filter,
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend'],
    attack: [],
    falsePositives: '',
    next: ''
  };
}

/** What an own question is called: as the analyst says, else by its measure and fields. */
export function titleOfOwn({ title, measure, keys }: ICustomQuestion): string {
  return title || `${measureTitle(measure)} by ${keys.map(inWords).join(', ')}`;
}

function inWords(field: string): string {
  return field.replaceAll('_', ' ');
}

function measureTitle(measure: Measure): string {
  switch (measure.kind) {
    case 'count':
      return 'Events';
    case 'distinct':
      return `Distinct ${inWords(measure.field)}`;
    case 'sum':
      return `Sum of ${inWords(measure.field)}`;
    case 'ratio':
      return 'Share of events';
  }
}
