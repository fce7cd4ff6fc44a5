import { defaultSpec } from '../../analysis/plan/default-spec';
import { keyFields } from '../../lake/fields';
import { groupTables, tableLabel, tableTitle } from '../../lake/names';
import type { ILakeTable } from '../../lake/types';
import { isFor, questionById, QUESTIONS } from '../../questions/catalogue';
import { missingFields } from '../../questions/prerequisites';
import type { IAskCatalogue } from './types';

/** Hive types whose values can be summed. */
const NUMERIC = /^(tinyint|smallint|int|integer|bigint|float|double|decimal)/;

/** The panel's view of the pure rooms; a chunk of its own, since the questions are many. */
export const catalogue: IAskCatalogue = {
  order: tables => groupTables(tables).flatMap(group => group.tables),
  labels: tables => {
    const manyRegions = new Set(tables.map(table => table.region).filter(Boolean)).size > 1;
    return tables.map(table => {
      const { group, region } = tableLabel(table);
      return {
        group,
        name: manyRegions && region ? `${tableTitle(table)} · ${region}` : tableTitle(table),
        unknown: table.source === 'UNKNOWN'
      };
    });
  },
  choices: table =>
    QUESTIONS.filter(question => isFor(question, table)).map(question => ({
      question,
      lacking: missingFields(question, table).map(({ field }) => field)
    })),
  defaults: table => defaultSpec(table),
  fields: (table: ILakeTable) =>
    keyFields(table).map(({ name, label, type, logical }) => ({
      name,
      label,
      numeric: NUMERIC.test(type),
      logical
    })),
  asked: ({ question, custom }) => {
    const known = question === null ? null : questionById(question);
    return custom ?? (known && { keys: known.keys, measure: known.measure, filter: known.filter });
  }
};
