import { SPEC_FORMAT_VERSION, type IAnalysisSpec } from '../../analysis/spec';
import { DEFAULT_OPTIONS } from '../../detectors/options';
import type { IPreferenceValues } from '../../tokens';

/** A spec with nothing chosen yet but the person's defaults. */
export function blankSpec({ days, grain, rate }: IPreferenceValues): IAnalysisSpec {
  const { profile, iqrMultiple, decomposition, cusumThreshold } = DEFAULT_OPTIONS;
  return {
    formatVersion: SPEC_FORMAT_VERSION,
    tables: [],
    range: { kind: 'last', days },
    grain,
    question: null,
    custom: null,
    accounts: [],
    regions: [],
    detectors: { profile, rate, iqrMultiple, decomposition, cusumThreshold }
  };
}
