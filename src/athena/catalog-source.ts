import type { ICatalogSource } from '../lake/list';
import type { Connection } from './connection';
import { named } from './named';
import { CALL_PATIENCE, persist } from './retry';
import type { ISdk } from './sdk';

/** Athena's list operations as `lake/list` wants them; throttling and short outages are waited out. */
export function catalogSource(connection: Connection): ICatalogSource {
  const patiently = async <T>(call: (sdk: ISdk) => Promise<T>): Promise<T> => {
    const sdk = await connection.sdk();
    return persist(() => named(() => call(sdk)), connection.clock, { total: CALL_PATIENCE });
  };
  return {
    listDatabases: ({ CatalogName, NextToken }) =>
      patiently(sdk => sdk.databases(CatalogName, NextToken)),
    listTableMetadata: ({ CatalogName, DatabaseName, NextToken }) =>
      patiently(sdk => sdk.tables(CatalogName, DatabaseName, NextToken))
  };
}
