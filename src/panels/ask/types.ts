import type { IAnalysisSpec, ICustomQuestion } from '../../analysis/spec';
import type { IPlan, IServerConfig, SpecError } from '../../analysis/types';
import type { ILakeTable } from '../../lake/types';
import type { FieldName, IQuestion } from '../../questions/types';

/** A question as it stands beside one table. */
export interface IQuestionChoice {
  question: IQuestion;
  /** Columns that the question needs and the table lacks; empty when it can be asked. */
  lacking: string[];
}

/** A field that can be grouped by, counted or filtered on. */
export interface IFieldChoice {
  name: FieldName;
  /** For people: `Source IP`, or the path itself. */
  label: string;
  /** A number, so that it can be summed. */
  numeric: boolean;
  /** A logical name rather than a path of the table's columns. */
  logical: boolean;
}

/** A table's name as a person reads it. */
export interface ITableName {
  /** Log source, such as `CloudTrail management`. */
  group: string;
  /** With version, and region where the lake has several: `CloudTrail management · v2`. */
  name: string;
  /** Neither a native source nor a custom one. */
  unknown: boolean;
}

/** What the panel asks of the pure rooms; loaded when the panel is first shown. */
export interface IAskCatalogue {
  /** By source, and the newest version of each first. */
  order(tables: readonly ILakeTable[]): ILakeTable[];
  labels(tables: readonly ILakeTable[]): ITableName[];
  choices(table: ILakeTable): IQuestionChoice[];
  /** What a table is asked to begin with: a question, or own fields where none knows the table. */
  defaults(table: ILakeTable): Pick<IAnalysisSpec, 'question' | 'custom'>;
  fields(table: ILakeTable): IFieldChoice[];
  /** What is asked in the end: the question's keys, measure and filter under the spec's own. */
  asked(spec: IAnalysisSpec): ICustomQuestion | null;
}

/** Something that went wrong, as the panel shows it. */
export interface IFailure {
  /** A sentence for a person. */
  message: string;
  /** What to do about it; may be empty. */
  advice: string;
  /** Technical text, one click away; may be empty. */
  detail: string;
}

/** Where the panel is. */
export type AskPhase = 'loading' | 'failed' | 'not-ready' | 'empty' | 'ready';

/** Folds of the form, by name. */
export type FoldName = 'places' | 'custom' | 'detectors';

/** All that the panel shows; replaced as a whole on every change. */
export interface IAskState {
  phase: AskPhase;
  config: IServerConfig | null;
  failure: IFailure | null;
  tables: readonly ILakeTable[];
  labels: readonly ITableName[];
  /** Databases that could not be listed. */
  unlisted: readonly { database: string; reason: string }[];
  spec: IAnalysisSpec;
  table: ILakeTable | null;
  choices: readonly IQuestionChoice[];
  fields: readonly IFieldChoice[];
  asked: ICustomQuestion | null;
  /** Statements of the form as it stands; null while something is wrong with it. */
  plan: IPlan | null;
  problem: SpecError | null;
  open: readonly FoldName[];
}

/** What the panel remembers over a reload. */
export interface IAskMemory {
  spec: IAnalysisSpec;
  open: FoldName[];
}
