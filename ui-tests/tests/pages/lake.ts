import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that the demo lake was made to hold. */
export interface IIncident {
  id: string;
  key: Record<string, string>;
  /** ISO, half-open. */
  from: string;
  to: string;
  events: number;
}

/** What was planted in the demo lake that the servers of these tests look at. */
export function incident(id: string): IIncident {
  const folder = process.env.SECURITY_LAKE_ML_LAKE_DIR;
  if (!folder) {
    throw new Error('SECURITY_LAKE_ML_LAKE_DIR must name the demo lake.');
  }
  const { incidents } = JSON.parse(readFileSync(join(folder, 'incidents.json'), 'utf8')) as {
    incidents: IIncident[];
  };
  const found = incidents.find(each => each.id === id);
  if (!found) {
    throw new Error(`The demo lake has no incident ${id}.`);
  }
  return found;
}

/** `YYYY-MM-DD` of a day some days before today, UTC. */
export function daysAgo(days: number): string {
  return new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
}
