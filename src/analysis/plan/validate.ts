import type { ITableRef } from '../../lake/types';
import {
  SPEC_FORMAT_VERSION,
  type IAnalysisSpec,
  type IDetectorSettings,
  type RangeSpec
} from '../spec';
import { SpecError } from '../types';
import { DEFAULT_DETECTORS } from './default-spec';
import { parseMoment } from './range';
import { isRecord, readCustom, strings } from './validate-question';

const MAX_TABLES = 20;

/**
 * A spec from JSON of any origin (a `.lakeml` file, a notebook, a shared link). What may be left out gets its default.
 *
 * @throws SpecError with the part that is wrong; a newer format is refused as such.
 */
export function validateSpec(json: unknown): IAnalysisSpec {
  if (!isRecord(json)) {
    throw new SpecError('This is not a saved analysis: it has to be a JSON object.', 'format');
  }
  const version = json.formatVersion;
  if (typeof version === 'number' && version > SPEC_FORMAT_VERSION) {
    throw new SpecError(
      `This analysis was saved in format ${version} by a newer version; this one reads up to ${SPEC_FORMAT_VERSION}. Update the extension.`,
      'format'
    );
  }
  if (version !== SPEC_FORMAT_VERSION) {
    throw new SpecError(
      'This is not a saved analysis: formatVersion is missing or unknown.',
      'format'
    );
  }
  const question = json.question ?? null;
  if (question !== null && typeof question !== 'string') {
    throw new SpecError('question has to be the id of a question, or null.', 'question');
  }
  const grain = json.grain ?? 'auto';
  if (grain !== 'auto' && grain !== 'minute' && grain !== 'hour' && grain !== 'day') {
    throw new SpecError(
      `grain has to be auto, minute, hour or day, not ${JSON.stringify(grain)}.`,
      'grain'
    );
  }
  const cutOver = json.cutOver;
  if (cutOver !== undefined && cutOver !== null) {
    parseMoment(String(cutOver), 'start');
  }
  return {
    formatVersion: SPEC_FORMAT_VERSION,
    tables: readTables(json.tables),
    range: readRange(json.range),
    grain,
    question,
    custom: readCustom(json.custom ?? null),
    accounts: strings(json.accounts ?? [], 'accounts', 'filter'),
    regions: strings(json.regions ?? [], 'regions', 'filter'),
    ...(typeof cutOver === 'string' ? { cutOver } : {}),
    detectors: readDetectors(json.detectors ?? {})
  };
}

function readTables(tables: unknown): ITableRef[] {
  if (!Array.isArray(tables) || tables.length === 0 || tables.length > MAX_TABLES) {
    throw new SpecError(`tables has to be a list of 1 to ${MAX_TABLES} tables.`, 'table');
  }
  return tables.map(table => {
    if (!isRecord(table) || typeof table.database !== 'string' || typeof table.name !== 'string') {
      throw new SpecError('A table needs a database and a name.', 'table');
    }
    const catalog = table.catalog ?? '';
    if (typeof catalog !== 'string') {
      throw new SpecError('The catalog of a table has to be text.', 'table');
    }
    return { catalog, database: table.database, name: table.name };
  });
}

function readRange(range: unknown): RangeSpec {
  if (
    isRecord(range) &&
    range.kind === 'last' &&
    typeof range.days === 'number' &&
    range.days > 0
  ) {
    return { kind: 'last', days: range.days };
  }
  if (isRecord(range) && range.kind === 'between') {
    const from = String(range.from ?? '');
    const to = String(range.to ?? '');
    if (parseMoment(to, 'end') <= parseMoment(from, 'start')) {
      throw new SpecError('The end of the range is not after its start.', 'range');
    }
    return { kind: 'between', from, to };
  }
  throw new SpecError(
    'range has to be {"kind": "last", "days": …} with days above zero or {"kind": "between", "from": …, "to": …}.',
    'range'
  );
}

function readDetectors(detectors: unknown): IDetectorSettings {
  if (!isRecord(detectors)) {
    throw new SpecError('detectors has to be an object.', 'detectors');
  }
  const settings = { ...DEFAULT_DETECTORS, ...detectors } as IDetectorSettings;
  const inside = (value: unknown, low: number, high: number): boolean =>
    typeof value === 'number' && value >= low && value <= high;
  if (settings.profile !== 'count' && settings.profile !== 'seed') {
    throw new SpecError('detectors.profile has to be count or seed.', 'detectors');
  }
  if (settings.decomposition !== 'additive' && settings.decomposition !== 'multiplicative') {
    throw new SpecError(
      'detectors.decomposition has to be additive or multiplicative.',
      'detectors'
    );
  }
  if (!inside(settings.rate, 0, 365)) {
    throw new SpecError(
      'detectors.rate has to be 0 to 365 expected false flags per series and year.',
      'detectors'
    );
  }
  if (!inside(settings.iqrMultiple, 0, 1000)) {
    throw new SpecError('detectors.iqrMultiple has to be a number from 0 to 1000.', 'detectors');
  }
  if (!inside(settings.cusumThreshold, 0, 1)) {
    throw new SpecError(
      'detectors.cusumThreshold has to be a probability from 0 to 1.',
      'detectors'
    );
  }
  const { profile, rate, iqrMultiple, decomposition, cusumThreshold } = settings;
  return { profile, rate, iqrMultiple, decomposition, cusumThreshold };
}
