import type { IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'WAF', versions: [2] }];

/** Questions to WAF logs. */
export const WAF: readonly IQuestion[] = [
  {
    id: 'waf-blocks',
    title: 'Which rules block more?',
    why: 'Blocked requests per web ACL and rule.',
    sources,
    filter: [{ field: 'action', op: 'eq', value: 'Denied' }],
    keys: ['acl', 'rule'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'trend'],
    attack: ['T1190'],
    falsePositives: 'A rule that was switched from count to block.',
    next: 'Which paths and sources?'
  },
  {
    id: 'waf-countries',
    title: 'Shift in where requests come from?',
    why: 'Requests per web ACL and country.',
    sources,
    filter: [],
    keys: ['acl', 'country'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['change', 'outlier', 'first-seen', 'trend'],
    attack: ['T1595', 'T1498'],
    falsePositives: 'A campaign, a new market.',
    next: 'Compare with paths and user agents.'
  },
  {
    id: 'waf-secret-probes',
    title: 'Probes for secret files?',
    why: 'Requests for files that should never be served (.env, .git, cloud credentials) per client.',
    sources,
    filter: [
      {
        field: 'url_path',
        op: 'matches',
        value: '(\\.env|\\.git/|/wp-|/actuator|\\.aws/)'
      }
    ],
    keys: ['ip'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1595.003', 'T1190'],
    falsePositives: 'The own scanner.',
    next: 'Did any get status 200?'
  },
  {
    id: 'waf-login-abuse',
    title: 'Sign-in page under fire?',
    why: 'Posts to sign-in paths per client.',
    sources,
    filter: [
      { field: 'url_path', op: 'matches', value: '(?i)(login|signin|sign-in|/auth|/session)' },
      { field: 'method', op: 'eq', value: 'POST' }
    ],
    keys: ['ip'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1110.004', 'T1499'],
    falsePositives: 'A shared office address, a load test.',
    next: 'How many get through? Do agents repeat?'
  },
  {
    id: 'waf-login-agents',
    title: 'One client program signing in a lot?',
    why: 'Posts to sign-in paths per user agent: stuffing from many addresses often keeps one tool.',
    sources,
    filter: [
      { field: 'url_path', op: 'matches', value: '(?i)(login|signin|sign-in|/auth|/session)' },
      { field: 'method', op: 'eq', value: 'POST' }
    ],
    keys: ['user_agent'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'first-seen'],
    attack: ['T1110.004'],
    falsePositives: 'A new version of the own app.',
    next: 'How many addresses does it come from?'
  },
  {
    id: 'waf-login-sources',
    title: 'Sign-ins from many addresses?',
    why: 'Distinct clients that post to one sign-in path: stuffing comes from everywhere.',
    sources,
    filter: [
      { field: 'url_path', op: 'matches', value: '(?i)(login|signin|sign-in|/auth|/session)' },
      { field: 'method', op: 'eq', value: 'POST' }
    ],
    keys: ['url_path'],
    measure: { kind: 'distinct', field: 'ip' },
    grain: 'hour',
    detectors: ['outlier', 'change'],
    attack: ['T1110.004'],
    falsePositives: 'A campaign that brings people in.',
    next: 'Compare user agents and countries.'
  },
  {
    id: 'waf-rate-rules',
    title: 'Rate rules firing?',
    why: 'Requests stopped by rate-based rules per web ACL and country.',
    sources,
    filter: [{ field: 'rule_type', op: 'eq', value: 'RATE_BASED' }],
    keys: ['acl', 'country'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'first-seen'],
    attack: ['T1498', 'T1499'],
    falsePositives: 'A limit set too low, a crawler.',
    next: 'Which addresses, and do they come back?'
  },
  {
    id: 'waf-blocked-share',
    title: 'Share of blocked requests?',
    why: 'Blocked over all requests per web ACL.',
    sources,
    filter: [],
    keys: ['acl'],
    measure: { kind: 'ratio', of: [{ field: 'action', op: 'eq', value: 'Denied' }] },
    grain: 'hour',
    detectors: ['change', 'outlier'],
    attack: ['T1190', 'T1595'],
    falsePositives: 'A new rule.',
    next: 'Which rule carries the rise?'
  }
];
