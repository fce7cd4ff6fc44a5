import { ENGLISH } from '../../src/athena/errors';
import { FAILURES } from '../../src/athena/failures';
import type { FailureCode, IFailure } from '../../src/athena/failures';
import type { ErrorTurn } from '../../src/athena/types';

const TURNS: Record<ErrorTurn, string> = {
  you: 'you',
  administrator: 'an administrator',
  wait: 'nobody: wait and try again',
  us: 'the project: please report it'
};

/** The catalogue as a page of Markdown; `npm run docs` writes it to `docs/errors.md`. */
export function errorsPage(): string {
  const entries = Object.entries(FAILURES) as [FailureCode, IFailure][];
  return [
    '# Errors',
    '',
    'What can fail between a click and its rows, in the words that are shown. Written by `npm run docs` from',
    '`src/athena/failures/`; changes belong there.',
    '',
    'Failures marked *waited out* are tried again for a while (a running query for three minutes of lost connection,',
    'other calls for twenty seconds) before anything is shown. The technical text is one click away in each message.',
    '',
    ...entries.flatMap(([code, known]) => section(code, known))
  ].join('\n');
}

function section(code: FailureCode, known: IFailure): string[] {
  const waited = known.transient ? ' · *waited out*' : '';
  const example = known.example?.text.replace(/`/g, "'");
  return [
    `## ${code}`,
    '',
    `**${known.sentence(ENGLISH, [])}** ${known.advice(ENGLISH, [])}`,
    '',
    `Whose turn: ${TURNS[known.turn]}${waited}`,
    '',
    ...(example ? [`Seen as: \`${example}\``, ''] : [])
  ];
}
