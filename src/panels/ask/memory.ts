import { validateSpec } from '../../analysis/plan/validate';
import { readCustom } from '../../analysis/plan/validate-question';
import { SpecError } from '../../analysis/types';
import type { FoldName, IAskMemory, IOwnQuestion } from './types';

const FOLDS: readonly FoldName[] = ['places', 'custom', 'detectors'];

/**
 * What was remembered over a reload, or null when it is of another version or damaged: the panel then starts afresh
 * rather than with half a form.
 */
export function readMemory(value: unknown): IAskMemory | null {
  const { spec, open, own } = (value ?? {}) as Record<string, unknown>;
  try {
    return {
      spec: validateSpec(spec),
      open: FOLDS.filter(fold => Array.isArray(open) && open.includes(fold)),
      own: Array.isArray(own) ? own.map(readOwn).filter(each => each !== null) : []
    };
  } catch (reason) {
    if (reason instanceof SpecError) {
      return null;
    }
    throw reason;
  }
}

/** A saved question; null for one that can't be read, which must not take the others with it. */
function readOwn(value: unknown): IOwnQuestion | null {
  try {
    const custom = readCustom(value);
    return custom?.title ? { ...custom, title: custom.title } : null;
  } catch (reason) {
    if (reason instanceof SpecError) {
      return null;
    }
    throw reason;
  }
}
