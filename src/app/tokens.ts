import { Token } from '@lumino/coreutils';

import type { IAnalysisSpec } from '../analysis/spec';

/** What other plugins of this extension ask of the sidebar. */
export interface IAskSidebar {
  /** What the form says. */
  readonly spec: IAnalysisSpec;
  /** The form can be run. */
  readonly canRun: boolean;
  /** Starts the form over with the person's defaults. */
  reset(): void;
  /** Shows the statement of the form. */
  seeSql(): void;
}

export const IAskSidebar = new Token<IAskSidebar>(
  'jupyter-security-lake-ml:IAskSidebar',
  'The sidebar of this extension, for its own commands.'
);
