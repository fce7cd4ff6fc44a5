import type { ILakeTable } from '../lake/types';
import { CLOUDTRAIL } from './cloudtrail';
import { CLOUDTRAIL_ACCESS } from './cloudtrail-access';
import { DATA_EVENTS } from './data-events';
import { EKS } from './eks';
import { missingFields } from './prerequisites';
import { ROUTE53 } from './route53';
import { SECURITY_HUB } from './security-hub';
import type { IQuestion } from './types';
import { VPC_FLOW } from './vpc-flow';
import { WAF } from './waf';

/** The catalogue, by source; the first question of a source is its default. */
export const QUESTIONS: readonly IQuestion[] = [
  ...SECURITY_HUB,
  ...CLOUDTRAIL,
  ...CLOUDTRAIL_ACCESS,
  ...VPC_FLOW,
  ...ROUTE53,
  ...DATA_EVENTS,
  ...EKS,
  ...WAF
];

/** A question by its id; null when the catalogue has none of that id. */
export function questionById(id: string): IQuestion | null {
  return QUESTIONS.find(question => question.id === id) ?? null;
}

/** Whether a question is meant for a table's source and version. */
export function isFor(question: IQuestion, table: ILakeTable): boolean {
  return question.sources.some(
    entry =>
      entry.source === table.source &&
      table.version !== null &&
      entry.versions.includes(table.version)
  );
}

/** The questions that a table can answer: made for its source and version, and no column is missing. */
export function questionsFor(table: ILakeTable): IQuestion[] {
  return QUESTIONS.filter(
    question => isFor(question, table) && missingFields(question, table).length === 0
  );
}

/** The question to begin with; null for tables that the catalogue has nothing for (custom and unknown ones). */
export function defaultQuestion(table: ILakeTable): IQuestion | null {
  return questionsFor(table)[0] ?? null;
}
