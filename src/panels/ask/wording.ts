import type { TranslationBundle } from '@jupyterlab/translation';

import type { ICustomQuestion, IDetectorSettings } from '../../analysis/spec';
import type { Condition, FieldName, Grain, Measure, Scalar } from '../../questions/types';

/** A field in a sentence or a summary: its name without the underscores. */
export function fieldWord(field: FieldName): string {
  return field.replaceAll('_', ' ');
}

/** `count`, `distinct operation`, `sum of bytes`, `share of rows`. */
export function measureWord(measure: Measure, trans: TranslationBundle): string {
  switch (measure.kind) {
    case 'count':
      return trans.__('count');
    case 'distinct':
      return trans.__('distinct %1', fieldWord(measure.field));
    case 'sum':
      return trans.__('sum of %1', fieldWord(measure.field));
    case 'ratio':
      return trans.__('share of rows');
  }
}

/** Value of the fold "Group by, measure, filter", such as `role · count`. */
export function askedWord(asked: ICustomQuestion | null, trans: TranslationBundle): string {
  if (!asked) {
    return trans.__('none');
  }
  return trans.__(
    '%1 · %2',
    asked.keys.map(fieldWord).join(', '),
    measureWord(asked.measure, trans)
  );
}

/** Value of the fold "Detectors". */
export function detectorsWord(settings: IDetectorSettings, trans: TranslationBundle): string {
  return settings.profile === 'seed'
    ? trans.__('reference, IQR × %1', settings.iqrMultiple)
    : rateWord(settings.rate, trans);
}

/** A rate of false flags per series and year: `1 false a year in 100 series`, `2 false a year in each series`. */
function rateWord(rate: number, trans: TranslationBundle): string {
  if (!(rate > 0)) {
    return trans.__('no false flags');
  }
  return rate < 1
    ? trans.__('1 false a year in %1 series', Number((1 / rate).toPrecision(2)))
    : trans.__('%1 false a year in each series', Number(rate.toPrecision(2)));
}

/** Value of the fold "Accounts and regions". */
export function placesWord(
  accounts: string[],
  regions: string[],
  trans: TranslationBundle
): string {
  if (!accounts.length && !regions.length) {
    return trans.__('all');
  }
  const count = (list: string[]) => (list.length ? String(list.length) : trans.__('all'));
  return trans.__('%1 · %2', count(accounts), count(regions));
}

/** `by hour`, and so on. */
export function grainWord(grain: Grain, trans: TranslationBundle): string {
  switch (grain) {
    case 'minute':
      return trans.__('by minute');
    case 'hour':
      return trans.__('by hour');
    case 'day':
      return trans.__('by day');
  }
}

/** A condition as a person reads it; its values are log text and stay plain text. */
export function conditionWord(condition: Condition, trans: TranslationBundle): string {
  const all = (parts: Condition[]) => parts.map(part => conditionWord(part, trans));
  if ('any' in condition) {
    return trans.__('any of (%1)', all(condition.any).join('; '));
  }
  if ('all' in condition) {
    return trans.__('all of (%1)', all(condition.all).join('; '));
  }
  if ('not' in condition) {
    return trans.__('not (%1)', conditionWord(condition.not, trans));
  }
  const field = fieldWord(condition.field);
  const word = operatorWord(condition.op, trans);
  if (!('value' in condition)) {
    return trans.__('%1 %2', field, word);
  }
  const values: Scalar[] = Array.isArray(condition.value) ? condition.value : [condition.value];
  return trans.__('%1 %2 %3', field, word, values.map(String).join(', '));
}

/** The name of an operator that stands between a field and its value. */
export function operatorWord(
  op: Extract<Condition, { op: unknown }>['op'],
  trans: TranslationBundle
): string {
  switch (op) {
    case 'eq':
      return trans.__('is');
    case 'ne':
      return trans.__('is not');
    case 'lt':
      return trans.__('<');
    case 'le':
      return trans.__('≤');
    case 'gt':
      return trans.__('>');
    case 'ge':
      return trans.__('≥');
    case 'in':
      return trans.__('is one of');
    case 'not-in':
      return trans.__('is none of');
    case 'is-null':
      return trans.__('is missing');
    case 'not-null':
      return trans.__('is there');
    case 'starts-with':
      return trans.__('starts with');
    case 'ends-with':
      return trans.__('ends with');
    case 'contains':
      return trans.__('contains');
    case 'matches':
      return trans.__('matches');
    case 'in-cidr':
      return trans.__('is in network');
    case 'not-in-cidr':
      return trans.__('is not in network');
  }
}
