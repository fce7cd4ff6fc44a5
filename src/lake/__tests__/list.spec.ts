import { listTables, type ICatalogSource } from '../list';

function catalogue(databases: Record<string, string[][] | Error>): ICatalogSource {
  return {
    listDatabases: async ({ NextToken }) => {
      const names = Object.keys(databases);
      const at = Number(NextToken ?? 0);
      return {
        DatabaseList: [{ Name: names[at] }],
        NextToken: at + 1 < names.length ? String(at + 1) : undefined
      };
    },
    listTableMetadata: async ({ DatabaseName, NextToken }) => {
      const pages = databases[DatabaseName];
      if (pages instanceof Error) {
        throw pages;
      }
      const at = Number(NextToken ?? 0);
      return {
        TableMetadataList: pages[at].map(Name => ({
          Name,
          Columns: [{ Name: 'Time', Type: 'bigint' }]
        })),
        NextToken: at + 1 < pages.length ? String(at + 1) : undefined
      };
    }
  };
}

describe('listTables', () => {
  it('reads all pages of all databases', async () => {
    const source = catalogue({ one: [['a', 'b'], ['c']], two: [['d']] });
    const { tables, failures } = await listTables(source, { catalog: 'AwsDataCatalog' });
    expect(tables.map(table => `${table.database}.${table.name}`)).toEqual([
      'one.a',
      'one.b',
      'one.c',
      'two.d'
    ]);
    expect(tables[0].columns).toEqual([{ name: 'time', type: { kind: 'scalar', name: 'bigint' } }]);
    expect(failures).toEqual([]);
  });

  it('goes on when a database may not be read, and names it', async () => {
    const source = catalogue({ one: new Error('Access denied by Lake Formation'), two: [['d']] });
    const { tables, failures } = await listTables(source, { catalog: 'AwsDataCatalog' });
    expect(tables.map(table => table.name)).toEqual(['d']);
    expect(failures).toEqual([{ database: 'one', reason: 'Access denied by Lake Formation' }]);
  });

  it('asks only the databases that are given', async () => {
    const source = catalogue({ one: new Error('never asked'), two: [['d']] });
    expect(await listTables(source, { catalog: 'c', databases: ['two'] })).toMatchObject({
      failures: []
    });
  });

  it('ends when a page token comes twice', async () => {
    const source: ICatalogSource = {
      listDatabases: async () => ({ DatabaseList: [{ Name: 'one' }] }),
      listTableMetadata: async () => ({ TableMetadataList: [{ Name: 'a' }], NextToken: 'again' })
    };
    expect((await listTables(source, { catalog: 'c' })).tables).toHaveLength(2);
  });
});
