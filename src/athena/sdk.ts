import {
  AthenaClient,
  GetQueryExecutionCommand,
  GetQueryResultsCommand,
  ListDatabasesCommand,
  ListTableMetadataCommand,
  StartQueryExecutionCommand,
  StopQueryExecutionCommand
} from '@aws-sdk/client-athena';
import type {
  GetQueryResultsOutput,
  ListDatabasesOutput,
  ListTableMetadataOutput,
  QueryExecution,
  StartQueryExecutionInput
} from '@aws-sdk/client-athena';

import { JupyterRequestHandler } from './request-handler';
import type { Send } from './send';

export type { GetQueryResultsOutput, QueryExecution, TableMetadata } from '@aws-sdk/client-athena';

/** The calls of Athena that this extension makes. Each is tried once; `retry` decides about more. */
export interface ISdk {
  start(input: StartQueryExecutionInput): Promise<string>;
  execution(queryId: string, signal?: AbortSignal): Promise<QueryExecution>;
  results(
    queryId: string,
    page: IResultsPage,
    signal?: AbortSignal
  ): Promise<GetQueryResultsOutput>;
  stop(queryId: string): Promise<void>;
  databases(catalog: string, token?: string): Promise<ListDatabasesOutput>;
  tables(catalog: string, database: string, token?: string): Promise<ListTableMetadataOutput>;
}

/** A page of a result: the token of the page before, none for the first, and how many rows it may have. */
export interface IResultsPage {
  token?: string;
  rows: number;
}

const NO_AUTH = 'smithy.api#noAuth';

/**
 * The AWS SDK over the Jupyter server, without credentials: the only scheme is `noAuth`, so no key, date or signature
 * is ever made in the browser. `region` only shapes an address that is thrown away, so any will do.
 *
 * Loaded with `import('./sdk')` at first use: named imports in a module of its own let the bundler drop the other
 * sixty operations (41 kB gzipped instead of 51).
 */
export function createSdk(send: Send, region: () => Promise<string>): ISdk {
  const client = new AthenaClient({
    region,
    maxAttempts: 1,
    requestHandler: new JupyterRequestHandler(send),
    httpAuthSchemeProvider: () => [{ schemeId: NO_AUTH }],
    httpAuthSchemes: [
      {
        schemeId: NO_AUTH,
        identityProvider: () => async () => ({}),
        signer: { sign: async request => request }
      }
    ]
  });
  return {
    start: async input => {
      const { QueryExecutionId } = await client.send(new StartQueryExecutionCommand(input));
      return QueryExecutionId ?? '';
    },
    execution: async (queryId, abortSignal) => {
      const command = new GetQueryExecutionCommand({ QueryExecutionId: queryId });
      return (await client.send(command, { abortSignal })).QueryExecution ?? {};
    },
    results: (QueryExecutionId, { token: NextToken, rows: MaxResults }, abortSignal) =>
      client.send(new GetQueryResultsCommand({ QueryExecutionId, NextToken, MaxResults }), {
        abortSignal
      }),
    stop: async queryId => {
      await client.send(new StopQueryExecutionCommand({ QueryExecutionId: queryId }));
    },
    databases: (CatalogName, NextToken) =>
      client.send(new ListDatabasesCommand({ CatalogName, NextToken })),
    tables: (CatalogName, DatabaseName, NextToken) =>
      client.send(new ListTableMetadataCommand({ CatalogName, DatabaseName, NextToken }))
  };
}
