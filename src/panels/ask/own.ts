import type { IAnalysisSpec, ICustomQuestion } from '../../analysis/spec';
import type { IOwnQuestion } from './types';

/** The saved questions with one more, in the order of their names; one of the same name is replaced. */
export function withOwn(
  saved: readonly IOwnQuestion[],
  asked: ICustomQuestion,
  title: string
): IOwnQuestion[] {
  return [...withoutOwn(saved, title), { ...asked, title }].sort((a, b) =>
    a.title < b.title ? -1 : 1
  );
}

/** The saved questions without the one of a name. */
export function withoutOwn(saved: readonly IOwnQuestion[], title: string): IOwnQuestion[] {
  return saved.filter(each => each.title !== title);
}

/** The saved question that a spec asks, unchanged; null when it asks anything else. */
export function ownOf(
  { question, custom }: IAnalysisSpec,
  saved: readonly IOwnQuestion[]
): IOwnQuestion | null {
  const named = question === null && saved.find(each => each.title === custom?.title);
  return named && custom && sameQuestion(named, custom) ? named : null;
}

function sameQuestion(a: ICustomQuestion, b: ICustomQuestion): boolean {
  const text = ({ keys, measure, filter, eventTime = '' }: ICustomQuestion) =>
    JSON.stringify([keys, measure, filter, eventTime]);
  return text(a) === text(b);
}
