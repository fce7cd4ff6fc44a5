import { DAY_MS } from './time';

/**
 * First moment, in epoch milliseconds, that may be read of a lake that keeps rows for so many days; null when it keeps
 * them for ever (0, or nothing said).
 *
 * Objects expire some time after the day on which they are that old, and the metadata of an Iceberg table goes on to
 * list them: a statement that reaches there fails. AWS tells to read one day less than is kept, today included
 * (`current_date - INTERVAL '59' day` of 60 days; Security Lake user guide, subscriber query examples).
 */
export function retentionEdge(days: number | undefined, now: number): number | null {
  return days && days > 0 ? (Math.floor(now / DAY_MS) - (days - 1)) * DAY_MS : null;
}
