import type { Condition, IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'SH_FINDINGS', versions: [1, 2] }];

const OVER: Condition = {
  any: [
    { field: 'compliance_status', op: 'eq', value: 'PASSED' },
    { field: 'finding_state', op: 'in', value: ['Resolved', 'Suppressed'] }
  ]
};

/** Questions to Security Hub findings. A row is an update of a finding, so findings are counted by their id. */
export const SECURITY_HUB: readonly IQuestion[] = [
  {
    id: 'findings-by-type',
    title: 'More findings of some type?',
    why: 'Distinct findings per product and type, by the day they were created; updates do not count again.',
    sources,
    filter: [],
    keys: ['product', 'finding_type'],
    measure: { kind: 'distinct', field: 'finding_id' },
    grain: 'day',
    time: 'finding_created',
    detectors: ['trend', 'outlier', 'change'],
    attack: [],
    falsePositives: 'A standard that was switched on; a new product.',
    next: 'Which accounts and resources do the new findings name?'
  },
  {
    id: 'finding-updates',
    title: 'Findings updated more often?',
    why: 'All updates per product and type, by the time of the update: shows re-checks and noise, not new findings.',
    sources,
    filter: [],
    keys: ['product', 'finding_type'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['trend', 'outlier', 'change', 'silence'],
    attack: [],
    falsePositives: 'Security Hub re-checks controls in waves.',
    next: 'Compare with the number of findings.'
  },
  {
    id: 'severe-findings',
    title: 'New high and critical findings?',
    why: 'Distinct findings of severity High and above that are still new, per account and product, by creation.',
    sources,
    filter: [
      { field: 'severity_id', op: 'ge', value: 4 },
      { field: 'severity_id', op: 'ne', value: 99 },
      { field: 'finding_state', op: 'eq', value: 'New' }
    ],
    keys: ['account', 'product'],
    measure: { kind: 'distinct', field: 'finding_id' },
    grain: 'day',
    time: 'finding_created',
    detectors: ['outlier', 'change', 'trend'],
    attack: [],
    falsePositives: 'A bulk import, a new account.',
    next: 'Open the findings of the day.'
  },
  {
    id: 'failed-controls',
    title: 'Controls failing on more resources?',
    why: 'Distinct resources that begin to fail a control, per control and account, by creation of the finding: a finding that is written anew does not count again.',
    sources,
    filter: [{ field: 'compliance_status', op: 'eq', value: 'FAILED' }],
    keys: ['control', 'account'],
    measure: { kind: 'distinct', field: 'resource' },
    grain: 'day',
    time: 'finding_created',
    detectors: ['trend', 'change', 'outlier'],
    attack: [],
    falsePositives: 'Growth of the fleet; a control that AWS changed.',
    next: 'What was deployed on that day?'
  },
  {
    id: 'guardduty-types',
    title: 'GuardDuty finds something new?',
    why: 'Distinct GuardDuty findings per account and type, by creation: a type that an account never had.',
    sources,
    filter: [{ field: 'product', op: 'eq', value: 'GuardDuty' }],
    keys: ['account', 'finding_type'],
    measure: { kind: 'distinct', field: 'finding_id' },
    grain: 'day',
    time: 'finding_created',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: [],
    falsePositives: 'Penetration tests, sample findings.',
    next: 'Open the finding; follow its resource through CloudTrail.'
  },
  {
    id: 'flapping-findings',
    title: 'Findings that flap?',
    why: 'Share of the updates of a finding that say it is over (passed, resolved or suppressed): of an open finding none, of a closed one all. One that goes back and forth hides others.',
    sources,
    filter: [],
    keys: ['finding_id', 'finding_title'],
    measure: { kind: 'ratio', of: [OVER] },
    grain: 'day',
    detectors: ['change', 'outlier'],
    attack: [],
    falsePositives: 'A finding that was mended for good: its share goes to 100 % and stays there.',
    next: 'Read its updates in their order; suppress it or mend what flips.'
  },
  {
    id: 'noisy-controls',
    title: 'Controls that report more often?',
    why: 'Updates per control and account: a control that flips is noise to mend or suppress.',
    sources,
    filter: [{ field: 'control', op: 'not-null' }],
    keys: ['control', 'account'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['change', 'outlier', 'trend'],
    attack: [],
    falsePositives: 'Controls with a periodic check.',
    next: 'Does the state go back and forth?'
  },
  {
    id: 'finding-resources',
    title: 'Which resources draw findings?',
    why: 'Distinct findings per resource type and severity, by creation.',
    sources,
    filter: [],
    keys: ['resource_type', 'severity'],
    measure: { kind: 'distinct', field: 'finding_id' },
    grain: 'day',
    time: 'finding_created',
    detectors: ['trend', 'change', 'outlier'],
    attack: [],
    falsePositives: 'A new service in use.',
    next: 'Compare with the fleet of that type.'
  },
  {
    id: 'exploitable-vulnerabilities',
    title: 'Vulnerabilities with an exploit?',
    why: 'Distinct resources with a vulnerability for which an exploit is known, per account and CVE, by creation. Version 2 only: version 1 lacks the flag.',
    sources: [{ source: 'SH_FINDINGS', versions: [2] }],
    filter: [
      { field: 'class_uid', op: 'eq', value: 2002 },
      { field: 'exploit_available', op: 'eq', value: true }
    ],
    keys: ['account', 'cve'],
    measure: { kind: 'distinct', field: 'resource' },
    grain: 'day',
    time: 'finding_created',
    detectors: ['trend', 'change', 'first-seen', 'outlier'],
    attack: ['T1190'],
    falsePositives: 'Images that nobody runs.',
    next: 'Is the resource reachable from outside? Is there a fix?'
  }
];
