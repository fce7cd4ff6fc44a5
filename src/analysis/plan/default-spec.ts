import { DEFAULT_OPTIONS } from '../../detectors/options';
import type { ILakeTable } from '../../lake/types';
import { keyFields } from '../../lake/fields';
import { hasTime, timeColumns, timeModel } from '../../lake/time';
import { defaultQuestion } from '../../questions/catalogue';
import {
  SPEC_FORMAT_VERSION,
  type IAnalysisSpec,
  type ICustomQuestion,
  type IDetectorSettings
} from '../spec';

const { profile, rate, iqrMultiple, decomposition, cusumThreshold } = DEFAULT_OPTIONS;

/** Detector settings to begin with: the detectors' own. */
export const DEFAULT_DETECTORS: IDetectorSettings = {
  profile,
  rate,
  iqrMultiple,
  decomposition,
  cusumThreshold
};

/**
 * The spec that Run takes when nothing is changed: 30 days, automatic grain, the table's default question. A table that
 * the catalogue has no question for is counted by account, or by its first text column.
 */
export function defaultSpec(table: ILakeTable): IAnalysisSpec {
  const question = defaultQuestion(table);
  return {
    formatVersion: SPEC_FORMAT_VERSION,
    tables: [{ catalog: table.catalog, database: table.database, name: table.name }],
    range: { kind: 'last', days: 30 },
    grain: 'auto',
    question: question?.id ?? null,
    custom: question
      ? null
      : { keys: defaultKeys(table), measure: { kind: 'count' }, filter: [], ...chosenTime(table) },
    accounts: [],
    regions: [],
    detectors: DEFAULT_DETECTORS
  };
}

/** The likeliest time column of a table whose columns don't say it by their names. */
function chosenTime(table: ILakeTable): Pick<ICustomQuestion, 'eventTime'> {
  const [likeliest] = timeModel(table) ? [] : timeColumns(table);
  return likeliest === undefined ? {} : { eventTime: likeliest };
}

function defaultKeys(table: ILakeTable): string[] {
  if (!hasTime(table)) {
    return [];
  }
  const fields = keyFields(table);
  const text = fields.find(
    field =>
      !field.logical &&
      field.type === 'string' &&
      !['region', 'accountid', 'eventday'].includes(field.name)
  );
  return [fields.find(field => field.name === 'account') ?? text ?? fields[0]]
    .filter(field => field !== undefined)
    .map(field => field.name);
}
