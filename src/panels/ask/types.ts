import type { ICost } from '../../analysis/cost';
import type { IHeldDays } from '../../analysis/coverage';
import type { IAnalysisSpec, ICustomQuestion } from '../../analysis/spec';
import type { IPlan, IServerConfig, SpecError } from '../../analysis/types';
import type { ILakeTable } from '../../lake/types';
import type { OperatorName } from '../../questions/operators';
import type { FieldName, IQuestion } from '../../questions/types';
import type { RowsCheckState } from './rows-check';

/** A question as it stands beside what is analysed. */
export interface IQuestionChoice {
  question: IQuestion;
  /** Columns that the question needs and a table lacks; empty when it can be asked. */
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
  /** What can be asked of its values, what people use most first. */
  operators: readonly OperatorName[];
}

/** A field and where each table has it: `v2: actor.user.uid`. */
export interface IFieldPath {
  field: FieldName;
  at: string[];
}

/** A question of the analyst's own under the name it was saved with. */
export interface IOwnQuestion extends ICustomQuestion {
  title: string;
}

/** An own question as it stands beside what is analysed. */
export interface IOwnChoice {
  question: IOwnQuestion;
  /** Fields that a table lacks; empty when it can be asked. */
  lacking: string[];
}

/** What can be chosen as the thing to analyse: a table, or both versions of a source as one. */
export interface ITableOffer {
  /** One table, or the newer version and then the older one. */
  tables: readonly ILakeTable[];
  /** Log source, such as `CloudTrail management`. */
  group: string;
  /** With version, and region where the lake has several: `CloudTrail management · v2`, `… · v1 + v2`. */
  name: string;
  /** Neither a native source nor a custom one. */
  unknown: boolean;
}

/** What the panel asks of the pure rooms; loaded when the panel is first shown. */
export interface IAskCatalogue {
  /** By source, the newest version of each first and both versions together last. */
  offers(tables: readonly ILakeTable[]): ITableOffer[];
  choices(offer: ITableOffer): IQuestionChoice[];
  /** What an offer is asked to begin with: a question, or own fields where none knows the table. */
  defaults(offer: ITableOffer): Pick<IAnalysisSpec, 'question' | 'custom'>;
  /** Fields that each of the offer's tables has. */
  fields(offer: ITableOffer): IFieldChoice[];
  /** Columns that may say when something happened, where the offer's table leaves it open; else none. */
  timeColumns(offer: ITableOffer): string[];
  /** The fields of what is asked, and where each of the offer's tables has them. */
  paths(asked: ICustomQuestion, offer: ITableOffer): IFieldPath[];
  /** The saved questions, and what each would need of the offer's tables. */
  own(saved: readonly IOwnQuestion[], offer: ITableOffer): IOwnChoice[];
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
  offers: readonly ITableOffer[];
  /** Databases that could not be listed. */
  unlisted: readonly { database: string; reason: string }[];
  spec: IAnalysisSpec;
  /** What is chosen of the offers. */
  offer: ITableOffer | null;
  choices: readonly IQuestionChoice[];
  /** The analyst's saved questions. */
  own: readonly IOwnChoice[];
  fields: readonly IFieldChoice[];
  /** Columns that may say when something happened; empty where there is no choice. */
  timeColumns: readonly string[];
  /** Where the tables have the fields of what is asked. */
  paths: readonly IFieldPath[];
  asked: ICustomQuestion | null;
  /** Statements of the form as it stands; null while something is wrong with it. */
  plan: IPlan | null;
  problem: SpecError | null;
  /** What running it costs; null while nobody knows. */
  cost: ICost | null;
  /** On which days the tables have rows; null while nobody knows. */
  held: IHeldDays | null;
  /** Whether there are rows to ask about. */
  rows: RowsCheckState;
  open: readonly FoldName[];
}

/** What the panel remembers over a reload. */
export interface IAskMemory {
  spec: IAnalysisSpec;
  open: FoldName[];
  /** The saved questions, in the order of their names. */
  own: IOwnQuestion[];
}
