import type { TranslationBundle } from '@jupyterlab/translation';

import type { IServerConfig } from '../../analysis/types';
import type { ICheckStep, StepState } from './types';

/** Name of a step. */
export function stepTitle(step: ICheckStep, trans: TranslationBundle): string {
  switch (step.id) {
    case 'lake':
      return trans.__('Lake folder');
    case 'credentials':
      return trans.__('Credentials');
    case 'configuration':
      return trans.__('Configuration');
    case 'identity':
      return trans.__('Identity');
    case 'workgroup':
      return trans.__('Workgroup');
    case 'output':
      return trans.__('Place for results');
    case 'database':
      return trans.__('Database');
    case 'table':
      return trans.__('Table');
    case 'row':
      return trans.__('One row');
    default:
      return step.title;
  }
}

/** How a step stands, in a word. */
export function stateWord(state: StepState, trans: TranslationBundle): string {
  switch (state) {
    case 'waiting':
      return trans.__('waiting');
    case 'running':
      return trans.__('trying …');
    case 'ok':
      return trans.__('works');
    case 'warning':
      return trans.__('to note');
    case 'failed':
      return trans.__('fails');
    case 'skipped':
      return trans.__('not tried');
  }
}

/** Who answers queries, in one line. The demo lake never looks like an account. */
export function backendWord(config: IServerConfig, trans: TranslationBundle): string {
  if (config.demo) {
    return trans.__('Demo lake: made-up events on this server’s disk, not your data');
  }
  if (config.backend === 'local') {
    return trans.__('Local engine over a lake folder on this server’s disk');
  }
  return trans.__(
    'Amazon Athena · region %1 · workgroup %2 · catalogue %3',
    config.region || '?',
    config.workgroup,
    config.catalog
  );
}

/** Who AWS takes the server for, in one line. */
export function identityWord(config: IServerConfig, trans: TranslationBundle): string {
  const { account, arn, source } = config.identity ?? {};
  if (config.backend === 'local') {
    return trans.__('No AWS account: nothing leaves this server');
  }
  if (!arn) {
    return source
      ? trans.__('Not known; credentials from %1', source)
      : trans.__('Not known: no credentials were found');
  }
  return trans.__('Account %1 · %2 · credentials from %3', account ?? '?', arn, source ?? '?');
}

/** How the check stands, in one sentence; screen readers are told each change of it. */
export function standing(steps: readonly ICheckStep[], trans: TranslationBundle): string {
  const failed = steps.find(step => step.state === 'failed');
  const running = steps.findIndex(step => step.state === 'running');
  if (failed) {
    return trans.__('%1 fails.', stepTitle(failed, trans));
  }
  if (running >= 0) {
    const title = stepTitle(steps[running], trans);
    return trans.__('Step %1 of %2: %3 …', running + 1, steps.length, title);
  }
  const noted = steps.filter(step => step.state === 'warning').length;
  return noted
    ? trans._n('All works; %1 step has a note.', 'All works; %1 steps have a note.', noted)
    : trans.__('All works.');
}
