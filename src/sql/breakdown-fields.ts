import { resolveField } from '../lake/fields';
import { scalarPaths } from '../lake/paths';
import type { ILakeTable } from '../lake/types';
import { firstFields } from './event-columns';
import { isText } from './expressions';

/** Fields at most: each is a grouping set of the statement. */
const MOST = 10;
/** Names what is nearly always one of a kind, or a number that isn't a name: no value of these explains a burst. */
const SINGULAR = new Set([
  'event_id',
  'object',
  'finding_id',
  'error_message',
  'bytes_out',
  'bytes',
  'packets',
  'src_port',
  'answer'
]);

/**
 * What a bucket is broken down by: the fields that an analyst looks at first and that every table has, without those
 * that are fixed already. A table that nothing is known of gives its first text columns.
 */
export function breakdownFields(tables: readonly ILakeTable[], fixed: readonly string[]): string[] {
  const [first, ...others] = tables;
  const known = firstFields(first.source);
  const partitions = new Set(first.partitionKeys.map(({ name }) => name));
  const own = scalarPaths(first)
    .filter(({ path, type }) => isText(type) && !partitions.has(path))
    .map(({ path }) => path);
  const seen = new Set(fixed.map(name => resolveField(first, name)?.path));
  return ['account', 'region', ...(known.length > 0 ? known : own)]
    .filter(name => !SINGULAR.has(name))
    .filter(name => {
      const field = resolveField(first, name);
      const isNew = field !== null && !field.many && !seen.has(field.path);
      seen.add(field?.path);
      return isNew && others.every(table => resolveField(table, name)?.many === false);
    })
    .slice(0, MOST);
}
