import type { TranslationBundle } from '@jupyterlab/translation';

import type { IDetectorOptions } from '../detectors/types';

/** What a rule is told by. */
export interface IRuling {
  /** Name of the rule; see `IWhy.rule`. */
  rule: string;
  profile: IDetectorOptions['profile'];
  /** Whether the series has bounds at any bucket. */
  isBounded: boolean;
}

/** A rule of the detectors in words; one that nobody translated is shown by its name. */
export function ruleText({ rule, profile, isBounded }: IRuling, trans: TranslationBundle): string {
  switch (rule) {
    case 'threshold':
      return profile === 'seed'
        ? trans.__('further from the baseline than the multiple of the quartile range')
        : trans.__('rarer than the dial allows for chance');
    case 'within bounds':
      return profile === 'seed'
        ? trans.__('no further from the baseline than the multiple of the quartile range')
        : trans.__('no rarer than the dial allows for chance');
    case 'effect floor':
      return trans.__('the difference is too small to matter');
    case 'inactive bucket':
      return trans.__('this series is often at zero');
    case 'rate is zero':
      return trans.__('the dial allows no false flag, so nothing is flagged');
    case 'too few rows':
      return trans.__('there are too few rows to tell');
    case 'not an observation':
      return trans.__('there is no observation here');
    case 'partial bucket':
      return trans.__('this bucket is not over yet');
    case 'no bounds':
      return isBounded
        ? trans.__('the decomposition does not reach the ends of the range')
        : trans.__('the decomposition cannot take this series; most often it is too short');
    case 'no bucket':
      return trans.__('it is outside of the range');
    default:
      return rule;
  }
}
