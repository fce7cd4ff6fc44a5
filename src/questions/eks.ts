import type { Condition, IQuestion } from './types';

const sources: IQuestion['sources'] = [{ source: 'EKS_AUDIT', versions: [2] }];

// Long requests (watches, shells) are logged when they begin and when they end.
const ENDED: Condition = { field: 'stage', op: 'ne', value: 'ResponseStarted' };

/** Questions to EKS audit logs. A type holds resource and subresource without a gap: `pods`, `podsexec`. */
export const EKS: readonly IQuestion[] = [
  {
    id: 'eks-forbidden',
    title: 'Forbidden calls in a cluster?',
    why: 'Calls answered with 403 per user: a stolen token tries what it may.',
    sources,
    filter: [ENDED, { field: 'response_code', op: 'eq', value: 403 }],
    keys: ['k8s_user'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'change', 'first-seen'],
    attack: ['T1613'],
    falsePositives: 'An operator whose rights were narrowed.',
    next: 'Which types of resource were asked for?'
  },
  {
    id: 'eks-secrets',
    title: 'Secrets read in a cluster?',
    why: 'Reads of secrets per user and namespace.',
    sources,
    filter: [
      ENDED,
      { field: 'verb', op: 'in', value: ['get', 'list', 'watch'] },
      { field: 'k8s_resources', op: 'starts-with', value: 'secrets' }
    ],
    keys: ['k8s_user', 'namespace'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['outlier', 'first-seen', 'change'],
    attack: ['T1552.007'],
    falsePositives: 'Controllers (system:* users), secret operators.',
    next: 'Was it a list over all namespaces?'
  },
  {
    id: 'eks-exec',
    title: 'Shells opened in pods?',
    why: 'Exec into pods per user and namespace.',
    sources,
    filter: [ENDED, { field: 'k8s_resources', op: 'matches', value: '^pods.?exec' }],
    keys: ['k8s_user', 'namespace'],
    measure: { kind: 'count' },
    grain: 'hour',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1609'],
    falsePositives: 'People on call.',
    next: 'Ask the person; look at what the pod did next.'
  },
  {
    id: 'eks-anonymous',
    title: 'Anonymous access to a cluster?',
    why: 'Successful calls by system:anonymous per path prefix, without health endpoints.',
    sources,
    filter: [
      ENDED,
      { field: 'k8s_user', op: 'eq', value: 'system:anonymous' },
      { field: 'response_code', op: 'lt', value: 400 },
      { not: { field: 'url_path', op: 'matches', value: '^/(healthz|livez|readyz|version)' } }
    ],
    keys: ['url_prefix'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1078', 'T1613'],
    falsePositives: 'Discovery by load balancers.',
    next: 'Which binding lets anonymous in?'
  },
  {
    id: 'eks-new-workloads',
    title: 'New creators of workloads?',
    why: 'Creations of pods, deployments, daemon sets and jobs per identity and namespace, without what is only done to them (shells, port forwards).',
    sources,
    filter: [
      ENDED,
      { field: 'verb', op: 'eq', value: 'create' },
      {
        field: 'k8s_resources',
        op: 'matches',
        value: '^(pods|deployments|daemonsets|statefulsets|replicasets|jobs|cronjobs)$'
      }
    ],
    keys: ['identity', 'namespace'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['first-seen', 'outlier', 'change'],
    attack: ['T1610', 'T1525'],
    falsePositives: 'Releases by a new pipeline.',
    next: 'Which images were started?'
  },
  {
    id: 'eks-new-images',
    title: 'New container images?',
    why: 'Creations per image and namespace: the first start of an image.',
    sources,
    filter: [
      ENDED,
      { field: 'verb', op: 'eq', value: 'create' },
      { field: 'image', op: 'not-null' }
    ],
    keys: ['image', 'namespace'],
    measure: { kind: 'count' },
    grain: 'day',
    newTo: 'namespace',
    detectors: ['first-seen', 'outlier'],
    attack: ['T1610', 'T1525'],
    falsePositives: 'Releases.',
    next: 'Is the registry one of yours?'
  },
  {
    id: 'eks-rbac',
    title: 'Changes of cluster rights?',
    why: 'Changes of roles and bindings per user.',
    sources,
    filter: [
      ENDED,
      {
        field: 'verb',
        op: 'in',
        value: ['create', 'update', 'patch', 'delete', 'bind', 'escalate']
      },
      { field: 'k8s_resources', op: 'matches', value: '^(cluster)?role(binding)?s$' }
    ],
    keys: ['k8s_user'],
    measure: { kind: 'count' },
    grain: 'day',
    detectors: ['outlier', 'first-seen'],
    attack: ['T1098.006'],
    falsePositives: 'Operators and GitOps.',
    next: 'Was cluster-admin given to anyone?'
  }
];
