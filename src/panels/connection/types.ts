import type { IServerConfig } from '../../analysis/types';
import type { ErrorTurn } from '../../athena/types';
import type { IFailure } from '../ask/types';

/** Where a step of the check is, and how it ended. */
export type StepState = 'waiting' | 'running' | 'ok' | 'warning' | 'failed' | 'skipped';

/** One step, as the server tells it. What comes from AWS is text, never markup. */
export interface ICheckStep {
  id: string;
  /** English name, for steps that this page doesn't know. */
  title: string;
  state: StepState;
  /** One sentence: what was found, or what is wrong. */
  detail: string;
  /** Name of a known failure. */
  failure?: string;
  turn?: ErrorTurn;
  /** What to do. */
  remedy?: string;
  /** The permission that is missing, when AWS named it. */
  permission?: string | null;
  /** What was said, word for word. */
  technical?: string;
}

/** The check so far: what the server's configuration says, chosen anew, with the steps. */
export interface ICheckReport extends IServerConfig {
  steps: ICheckStep[];
  /** No step follows. */
  done: boolean;
}

/** Whether one row is read: Athena bills it; `free` reads it only where nobody does. */
export type RowChoice = boolean | 'free';

/** Tries the connection, telling the report after each step. */
export type RunCheck = (
  row: RowChoice,
  onReport: (report: ICheckReport) => void,
  signal: AbortSignal
) => Promise<void>;

/** All that the page shows; replaced as a whole on every change. */
export interface IConnectionState {
  phase: 'idle' | 'checking' | 'done' | 'failed';
  report: ICheckReport | null;
  /** Why there is no report: the Jupyter server itself didn't answer. */
  failure: IFailure | null;
  /** Epoch milliseconds of the end of the last check; 0 before. */
  checkedAt: number;
}
