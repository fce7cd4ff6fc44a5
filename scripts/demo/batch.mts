// Many statements that give one number each, asked as a few: translating and starting one takes longer than its work.
import { eachOf, type Engine } from './athena.mts';

/** What the engine takes in one text, in characters (Athena: 262,144 bytes), and a plan that stays small. */
const LONGEST = 120_000;
const MOST = 16;

/**
 * The number of each statement, in order; null is NULL. Each is asked as it is, inside of a UNION ALL; all have to give
 * numbers of one type.
 */
export async function numbersOf(
  engine: Engine,
  statements: readonly string[]
): Promise<(number | null)[]> {
  const answers = new Array<number | null>(statements.length).fill(null);
  await eachOf(
    chunked(statements),
    async chunk => {
      const together = chunk.map(
        at => `SELECT ${at} AS nth, asked.* FROM (\n${statements[at]}\n) AS asked`
      );
      for (const [nth, value] of await engine.rows(together.join('\nUNION ALL\n'))) {
        answers[Number(nth)] = value === null ? null : Number(value);
      }
    },
    2
  );
  return answers;
}

/** Indices of the statements, in groups that fit into one text. */
function chunked(statements: readonly string[]): number[][] {
  const chunks: number[][] = [];
  let length = Infinity;
  statements.forEach((statement, at) => {
    length += statement.length;
    if (length > LONGEST || chunks[chunks.length - 1].length === MOST) {
      chunks.push([]);
      length = statement.length;
    }
    chunks[chunks.length - 1].push(at);
  });
  return chunks;
}
