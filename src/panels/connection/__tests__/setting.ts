import { DEMO_CONFIG } from '../../../testing/demo-config';
import type { ICheckReport, ICheckStep } from '../types';

export const found: ICheckStep = {
  id: 'credentials',
  title: 'Credentials',
  state: 'ok',
  detail: 'Found by env.'
};

export const denied: ICheckStep = {
  id: 'workgroup',
  title: 'Workgroup',
  state: 'failed',
  detail: 'AWS doesn’t allow this.',
  failure: 'permission',
  turn: 'administrator',
  remedy: 'Add the permission.',
  permission: 'athena:GetWorkGroup',
  technical: 'AccessDeniedException: not authorized to perform: athena:GetWorkGroup'
};

/** A check of Athena that has ended, by default with nothing wrong. */
export function athenaReport(rest: ICheckStep[] = []): ICheckReport {
  return {
    ...DEMO_CONFIG,
    backend: 'athena',
    demo: false,
    region: 'eu-west-3',
    workgroup: 'analysts',
    identity: {
      account: '111122223333',
      arn: 'arn:aws:sts::111122223333:assumed-role/analyst/ada',
      source: 'env'
    },
    reason: 'Queries run on Athena in eu-west-3.',
    ready: !rest.some(step => step.state === 'failed'),
    steps: [found, ...rest],
    done: true
  };
}

/** A check of the demo lake that has ended well. */
export function demoReport(): ICheckReport {
  const steps = ['database', 'table', 'row'].map(id => ({
    id,
    title: id,
    state: 'ok' as const,
    detail: 'Fine.'
  }));
  return { ...DEMO_CONFIG, steps, done: true };
}
