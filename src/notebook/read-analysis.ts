import { SPEC_FORMAT_VERSION, type IAnalysisSpec } from '../analysis/spec';
import { readMemory } from '../panels/ask/memory';

/** What was found in a `.lakeml` file. */
export type ReadAnalysis =
  | { kind: 'spec'; spec: IAnalysisSpec }
  | { kind: 'newer'; version: number }
  | { kind: 'broken'; reason: string };

/** A spec from the text of a `.lakeml` file, which anybody may have written. */
export function readAnalysis(text: string): ReadAnalysis {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (reason) {
    return { kind: 'broken', reason: String(reason) };
  }
  const version = (value as { formatVersion?: unknown } | null)?.formatVersion;
  if (typeof version === 'number' && version > SPEC_FORMAT_VERSION) {
    return { kind: 'newer', version };
  }
  const memory = readMemory({ spec: value, open: [] });
  return memory
    ? { kind: 'spec', spec: memory.spec }
    : { kind: 'broken', reason: 'a part of the specification is missing' };
}
