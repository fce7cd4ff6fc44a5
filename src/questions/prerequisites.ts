import { resolveField, whyNotField } from '../lake/fields';
import type { ILakeTable } from '../lake/types';
import type { Condition, FieldName, IQuestion, Measure } from './types';

/** All fields that a condition reads. */
export function conditionFields(condition: Condition): FieldName[] {
  if ('any' in condition) {
    return condition.any.flatMap(conditionFields);
  }
  if ('all' in condition) {
    return condition.all.flatMap(conditionFields);
  }
  if ('not' in condition) {
    return conditionFields(condition.not);
  }
  return [condition.field];
}

/** All fields that a measure reads. */
export function measureFields(measure: Measure): FieldName[] {
  switch (measure.kind) {
    case 'count':
      return [];
    case 'ratio':
      return measure.of.flatMap(conditionFields);
    default:
      return [measure.field];
  }
}

/** The parts of a question that name fields. */
export type INeeds = Pick<IQuestion, 'keys' | 'measure' | 'filter' | 'time'>;

/** All fields that a question needs, each once. */
export function neededFields(question: INeeds): FieldName[] {
  const all = [
    ...question.keys,
    ...measureFields(question.measure),
    ...question.filter.flatMap(conditionFields),
    ...(question.time ? [question.time] : [])
  ];
  return [...new Set(all)];
}

/** Which needed fields a table lacks, and why. Empty when the question can be asked. */
export function missingFields(
  question: INeeds,
  table: ILakeTable
): { field: FieldName; reason: string }[] {
  return neededFields(question)
    .filter(field => resolveField(table, field) === null)
    .map(field => ({ field, reason: whyNotField(table, field) }));
}
