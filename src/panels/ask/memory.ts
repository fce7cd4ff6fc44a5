import type {
  IAnalysisSpec,
  ICustomQuestion,
  IDetectorSettings,
  RangeSpec
} from '../../analysis/spec';
import { SPEC_FORMAT_VERSION } from '../../analysis/spec';
import { DEFAULT_OPTIONS } from '../../detectors/options';
import type { ITableRef } from '../../lake/types';
import type { IPreferenceValues } from '../../tokens';
import type { FoldName, IAskMemory } from './types';

const FOLDS: readonly FoldName[] = ['places', 'custom', 'detectors'];

/** A spec with nothing chosen yet but the person's defaults. */
export function blankSpec(preferences: IPreferenceValues): IAnalysisSpec {
  return {
    formatVersion: SPEC_FORMAT_VERSION,
    tables: [],
    range: { kind: 'last', days: preferences.days },
    grain: preferences.grain,
    question: null,
    custom: null,
    accounts: [],
    regions: [],
    detectors: { ...defaultDetectors(), rate: preferences.rate }
  };
}

/** Settings of the detectors that a new analysis starts with. */
export function defaultDetectors(): IDetectorSettings {
  const { profile, rate, iqrMultiple, decomposition, cusumThreshold } = DEFAULT_OPTIONS;
  return { profile, rate, iqrMultiple, decomposition, cusumThreshold };
}

/**
 * What was remembered over a reload, or null when it is of another version or damaged: the panel then starts afresh
 * rather than with half a form.
 */
export function readMemory(value: unknown): IAskMemory | null {
  if (!isRecord(value) || !isRecord(value.spec) || !Array.isArray(value.open)) {
    return null;
  }
  const spec = value.spec;
  const sound =
    spec.formatVersion === SPEC_FORMAT_VERSION &&
    Array.isArray(spec.tables) &&
    spec.tables.every(isTableRef) &&
    isRange(spec.range) &&
    ['auto', 'minute', 'hour', 'day'].includes(spec.grain as string) &&
    (spec.question === null || typeof spec.question === 'string') &&
    (spec.custom === null || isCustom(spec.custom)) &&
    isStrings(spec.accounts) &&
    isStrings(spec.regions) &&
    isDetectors(spec.detectors);
  if (!sound) {
    return null;
  }
  const open = value.open;
  return {
    spec: spec as unknown as IAnalysisSpec,
    open: FOLDS.filter(fold => open.includes(fold))
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every(each => typeof each === 'string');
}

function isTableRef(value: unknown): value is ITableRef {
  return isRecord(value) && isStrings([value.catalog, value.database, value.name]);
}

function isRange(value: unknown): value is RangeSpec {
  return (
    isRecord(value) &&
    ((value.kind === 'last' && typeof value.days === 'number') ||
      (value.kind === 'between' && isStrings([value.from, value.to])))
  );
}

function isCustom(value: unknown): value is ICustomQuestion {
  return (
    isRecord(value) &&
    isStrings(value.keys) &&
    Array.isArray(value.filter) &&
    isRecord(value.measure) &&
    typeof value.measure.kind === 'string'
  );
}

function isDetectors(value: unknown): value is IDetectorSettings {
  return (
    isRecord(value) &&
    (value.profile === 'count' || value.profile === 'seed') &&
    (value.decomposition === 'additive' || value.decomposition === 'multiplicative') &&
    [value.rate, value.iqrMultiple, value.cusumThreshold].every(Number.isFinite)
  );
}
