import { validateSpec } from '../analysis/plan/validate';
import type { IAnalysisSpec } from '../analysis/spec';
import { SpecError } from '../analysis/types';

/** What was found in a `.lakeml` file; `problem` is a sentence. */
export type ReadAnalysis = { spec: IAnalysisSpec } | { problem: string };

/** A spec from the text of a `.lakeml` file, which anybody may have written. */
export function readAnalysis(text: string): ReadAnalysis {
  try {
    return { spec: validateSpec(JSON.parse(text)) };
  } catch (reason) {
    if (reason instanceof SpecError || reason instanceof SyntaxError) {
      return { problem: reason.message };
    }
    throw reason;
  }
}
