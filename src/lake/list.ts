import { toLakeTable, type ITableMetadata } from './table';
import type { ILakeTable } from './types';

/** One page of each of Athena's two list operations; whoever calls Athena adapts to it. */
export interface ICatalogSource {
  listDatabases(request: {
    CatalogName: string;
    NextToken?: string;
  }): Promise<{ DatabaseList?: { Name?: string }[]; NextToken?: string }>;
  listTableMetadata(request: {
    CatalogName: string;
    DatabaseName: string;
    NextToken?: string;
  }): Promise<{ TableMetadataList?: ITableMetadata[]; NextToken?: string }>;
}

/** Tables found, and the databases that could not be read with the reason. */
export interface IListing {
  tables: ILakeTable[];
  failures: { database: string; reason: string }[];
}

// Athena allows about ten calls of this kind a second; four at a time stay below with usual latencies.
const AT_ONCE = 4;

/**
 * Lists the tables of the given databases, or of all that the catalogue names. A database that may not be read is
 * named in `failures` and the others go on. Rejects only when the databases themselves can't be listed.
 */
export async function listTables(
  source: ICatalogSource,
  options: { catalog: string; databases?: readonly string[] }
): Promise<IListing> {
  const { catalog } = options;
  const databases = options.databases?.length
    ? [...options.databases]
    : (await pages(NextToken => source.listDatabases({ CatalogName: catalog, NextToken })))
        .flatMap(page => page.DatabaseList ?? [])
        .map(database => database.Name ?? '')
        .filter(name => name !== '');
  const listed = new Map<string, ILakeTable[]>();
  const failures: IListing['failures'] = [];
  const waiting = [...databases];
  const work = async (): Promise<void> => {
    for (let database = waiting.shift(); database !== undefined; database = waiting.shift()) {
      const at = { catalog, database };
      try {
        const found = await pages(NextToken =>
          source.listTableMetadata({ CatalogName: catalog, DatabaseName: at.database, NextToken })
        );
        const tables = found
          .flatMap(page => page.TableMetadataList ?? [])
          .filter(table => table.Name);
        listed.set(
          database,
          tables.map(table => toLakeTable(table, at))
        );
      } catch (reason) {
        failures.push({
          database,
          reason: reason instanceof Error ? reason.message : String(reason)
        });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { tables: databases.flatMap(database => listed.get(database) ?? []), failures };
}

/** All pages of one list operation; a token that comes twice ends it. */
async function pages<P extends { NextToken?: string }>(
  ask: (token: string | undefined) => Promise<P>
): Promise<P[]> {
  const found: P[] = [];
  const seen = new Set<string>();
  let token: string | undefined;
  do {
    const page = await ask(token);
    found.push(page);
    token = page.NextToken;
    if (token !== undefined && seen.has(token)) {
      break;
    }
    if (token !== undefined) {
      seen.add(token);
    }
  } while (token);
  return found;
}
