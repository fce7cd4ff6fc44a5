import { validateSpec } from '../../analysis/plan/validate';
import { SpecError } from '../../analysis/types';
import type { FoldName, IAskMemory } from './types';

const FOLDS: readonly FoldName[] = ['places', 'custom', 'detectors'];

/**
 * What was remembered over a reload, or null when it is of another version or damaged: the panel then starts afresh
 * rather than with half a form.
 */
export function readMemory(value: unknown): IAskMemory | null {
  const { spec, open } = (value ?? {}) as Record<string, unknown>;
  try {
    return {
      spec: validateSpec(spec),
      open: FOLDS.filter(fold => Array.isArray(open) && open.includes(fold))
    };
  } catch (reason) {
    if (reason instanceof SpecError) {
      return null;
    }
    throw reason;
  }
}
