import { defaultSpec } from '../../analysis/plan/default-spec';
import { keyFields, resolveField } from '../../lake/fields';
import { groupTables, tableLabel, tableTitle } from '../../lake/names';
import { timeColumns, timeModel } from '../../lake/time';
import type { ILakeTable } from '../../lake/types';
import { isFor, questionById, QUESTIONS } from '../../questions/catalogue';
import { operatorsFor } from '../../questions/operators';
import { missingFields, neededFields, type INeeds } from '../../questions/prerequisites';
import type { IAskCatalogue, ITableOffer } from './types';

/** Hive types whose values can be summed. */
const NUMERIC = /^(tinyint|smallint|int|integer|bigint|float|double|decimal)/;

/** The panel's view of the pure rooms; a chunk of its own, since the questions are many. */
export const catalogue: IAskCatalogue = {
  offers: tables => {
    const manyRegions = new Set(tables.map(table => table.region).filter(Boolean)).size > 1;
    return groupTables(tables).flatMap(group => {
      const alone = group.tables.map(table => offer([table], manyRegions));
      return [...alone, ...pairs(group.tables).map(pair => offer(pair, manyRegions))];
    });
  },
  choices: ({ tables }) =>
    QUESTIONS.filter(question => tables.every(table => isFor(question, table))).map(question => ({
      question,
      lacking: lackingOf(question, tables)
    })),
  defaults: chosen => {
    const first = catalogue.choices(chosen).find(({ lacking }) => lacking.length === 0);
    return first ? { question: first.question.id, custom: null } : defaultSpec(chosen.tables[0]);
  },
  fields: ({ tables: [newest, ...others] }) => {
    const shared = others.map(table => new Set(keyFields(table).map(({ name }) => name)));
    return keyFields(newest)
      .filter(({ name }) => shared.every(names => names.has(name)))
      .map(({ name, label, type, logical }) => ({
        name,
        label,
        numeric: NUMERIC.test(type),
        logical,
        operators: operatorsFor(type)
      }));
  },
  timeColumns: ({ tables: [table, ...others] }) => {
    const columns = others.length === 0 && table.version === null ? timeColumns(table) : [];
    return columns.length > 1 || !timeModel(table) ? columns : [];
  },
  paths: (asked, { tables }) =>
    neededFields(asked).map(field => {
      const found = tables.map(table => ({ table, path: resolveField(table, field)?.path ?? '' }));
      return {
        field,
        at: found
          .filter(({ path }) => path !== '')
          .map(({ table: { version }, path }) =>
            version !== null && tables.length > 1 ? `v${version}: ${path}` : path
          )
      };
    }),
  own: (saved, { tables }) =>
    saved.map(question => ({ question, lacking: lackingOf(question, tables) })),
  asked: ({ question, custom }) => {
    const known = question === null ? null : questionById(question);
    return custom ?? (known && { keys: known.keys, measure: known.measure, filter: known.filter });
  }
};

/** Fields that a question needs and some table lacks, each once. */
function lackingOf(question: INeeds, tables: readonly ILakeTable[]): string[] {
  const missing = tables.flatMap(table => missingFields(question, table));
  return [...new Set(missing.map(({ field }) => field))];
}

/** Version 2 and version 1 of a source in one region and database: a change of schema lies between their rows. */
function pairs(tables: readonly ILakeTable[]): ILakeTable[][] {
  return tables
    .filter(table => table.version === 2)
    .flatMap(newer =>
      tables
        .filter(
          older =>
            older.version === 1 &&
            older.source === newer.source &&
            older.region === newer.region &&
            older.database === newer.database &&
            older.catalog === newer.catalog
        )
        .map(older => [newer, older])
    );
}

function offer(tables: readonly ILakeTable[], withRegion: boolean): ITableOffer {
  const { group, source, region } = tableLabel(tables[0]);
  const title = tables.length > 1 ? `${source} · v1 + v2` : tableTitle(tables[0]);
  return {
    tables,
    group,
    name: withRegion && region ? `${title} · ${region}` : title,
    unknown: tables[0].source === 'UNKNOWN'
  };
}
