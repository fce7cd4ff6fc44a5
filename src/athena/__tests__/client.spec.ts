/** @jest-environment node */
import { Connection } from '../connection';
import type { AthenaError } from '../errors';
import type { IQueryOptions } from '../client';
import type { IQueryProgress, IReceipt } from '../types';
import { FakeAthena, FakeClock } from '../../testing/fake-athena';
import type { IScript } from '../../testing/fake-athena';

const STATEMENT = { kind: 'series' as const, sql: 'SELECT 1', database: 'lake', catalog: 'c' };
const ROWS: IScript = {
  states: ['QUEUED', 'RUNNING', 'SUCCEEDED'],
  columns: [
    ['k1', 'varchar'],
    ['n', 'bigint']
  ],
  rows: [
    ['a', '1'],
    [null, '2'],
    ['', '3']
  ],
  scannedBytes: 5000
};

function world(script: IScript = ROWS) {
  const athena = new FakeAthena(script);
  const clock = new FakeClock();
  const connection = new Connection(athena.send, async () => 'us-east-1', clock);
  const rows: (string | null)[][] = [];
  const progress: IQueryProgress[] = [];
  const run = (options: Partial<IQueryOptions> = {}) =>
    connection.queries.run(STATEMENT, {
      onPage: page => {
        rows.push(...page.rows);
      },
      onProgress: seen => progress.push(seen),
      ...options
    });
  return { athena, clock, connection, rows, progress, run };
}

const failing = async (promise: Promise<unknown>): Promise<AthenaError> => {
  try {
    await promise;
  } catch (error) {
    return error as AthenaError;
  }
  throw new Error('It did not fail.');
};

const reset = { kind: 'reset' as const };
const rate = {
  kind: 'error' as const,
  status: 400,
  type: 'ThrottlingException',
  message: 'Rate exceeded'
};
const busy = {
  kind: 'error' as const,
  status: 400,
  type: 'TooManyRequestsException',
  message: 'You have exceeded the limit',
  reason: 'CONCURRENT_QUERY_LIMIT_EXCEEDED'
};
const fault500 = {
  kind: 'error' as const,
  status: 500,
  type: 'InternalServerException',
  message: 'Oops'
};
const html = { kind: 'page' as const, status: 502, body: '<html><h1>502 Bad Gateway</h1></html>' };

describe('a query', () => {
  it('gives its rows without the header, NULL apart from the empty string, and a receipt', async () => {
    const { run, rows } = world();
    const outcome = await run();
    expect(rows).toEqual([
      ['a', '1'],
      [null, '2'],
      ['', '3']
    ]);
    expect(outcome.columns).toEqual([
      { name: 'k1', type: 'varchar' },
      { name: 'n', type: 'bigint' }
    ]);
    expect(outcome.receipt).toEqual({
      queryId: 'query-1',
      kind: 'series',
      sql: 'SELECT 1',
      state: 'SUCCEEDED',
      scannedBytes: 5000,
      totalMs: 900,
      queueMs: 100,
      submitted: '2023-11-14T22:13:20.500Z',
      workgroup: 'primary',
      region: '',
      price: null
    });
  });

  it('sends no credentials and tells the server which polls are no activity', async () => {
    const { run, athena } = world();
    await run();
    const names = new Set(
      athena.headers.flatMap(one => Object.keys(one).map(n => n.toLowerCase()))
    );
    expect(names.has('authorization')).toBe(false);
    expect(names.has('x-amz-date')).toBe(false);
    expect(athena.paths[0]).toBe('athena');
    expect(new Set(athena.paths.slice(1))).toEqual(new Set(['athena?no_track_activity=1']));
    expect(athena.bodies[0]).toMatchObject({
      QueryString: 'SELECT 1',
      QueryExecutionContext: { Database: 'lake', Catalog: 'c' }
    });
    expect(String(athena.bodies[0].ClientRequestToken).length).toBeGreaterThanOrEqual(32);
  });

  it('uses a new idempotency token for each run of the same statement', async () => {
    const { run, athena } = world();
    await run();
    await run();
    expect(athena.queries).toHaveLength(2);
  });

  it('reads all pages, and no more than are wanted', async () => {
    const rows = Array.from({ length: 25 }, (_, i) => [`k${i}`, String(i)]);
    const script = { ...ROWS, rows, pageSize: 10 };
    const all = world(script);
    expect((await all.run()).rows).toBe(25);
    expect(all.rows).toEqual(rows);
    const some = world(script);
    expect((await some.run({ onPage: () => false })).rows).toBe(9);
    expect(some.athena.calls.filter(name => name === 'GetQueryResults')).toHaveLength(1);
  });

  it('fails when the same page is offered for ever, rather than count its rows again', async () => {
    const { run, athena, rows } = world({ ...ROWS, rows: [['a', '1']] });
    const metadata = { ColumnInfo: [{ Name: 'k1', Type: 'varchar' }] };
    const ResultSet = { Rows: [{ Data: [{ VarCharValue: 'a' }] }], ResultSetMetadata: metadata };
    athena.answers.GetQueryResults = () => ({ ResultSet, NextToken: 'again' });
    const error = await failing(run());
    expect(error.code).toBe('athena-internal');
    expect(error.technical).toContain('NextToken twice');
    expect(rows).toHaveLength(1);
  });

  it('keeps the first row of SHOW, which has no header', async () => {
    const { run, rows } = world({
      states: ['SUCCEEDED'],
      statementType: 'UTILITY',
      columns: [['tab_name', 'varchar']],
      rows: [['tab_name']]
    });
    await run();
    expect(rows).toEqual([['tab_name']]);
  });

  it('keeps a first row that equals the names but for one', async () => {
    const { run, rows } = world({ ...ROWS, rows: [['k1', '7']] });
    await run();
    expect(rows).toEqual([['k1', '7']]);
  });

  it('accepts going back from RUNNING to QUEUED', async () => {
    const { run, progress } = world({
      ...ROWS,
      states: ['RUNNING', 'QUEUED', 'RUNNING', 'SUCCEEDED']
    });
    await run();
    expect(progress.map(seen => seen.stage)).toEqual(
      expect.arrayContaining(['running', 'queued', 'reading'])
    );
    expect(progress.every(seen => seen.queryId === 'query-1')).toBe(true);
  });

  it('looks soon at first and then less and less often', async () => {
    const { run, clock } = world({ ...ROWS, states: [...Array(20).fill('RUNNING'), 'SUCCEEDED'] });
    await run();
    expect(clock.slept[0]).toBe(150);
    expect(clock.slept.at(-1)).toBe(5000);
    expect([...clock.slept].sort((a, b) => a - b)).toEqual(clock.slept);
  });

  it('is found again by its id, without a second start', async () => {
    const { run, athena } = world();
    await run();
    await run({ queryId: 'query-1' });
    expect(athena.calls.filter(name => name === 'StartQueryExecution')).toHaveLength(1);
  });

  it('started twice with one token is one query', async () => {
    const { run, athena } = world();
    const token = 'x'.repeat(36);
    await run({ token });
    await run({ token });
    expect(athena.queries).toHaveLength(1);
  });
});

describe('trouble on the way', () => {
  for (const operation of ['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults']) {
    it(`waits out throttling, faults, resets and proxy pages in ${operation}`, async () => {
      const { run, rows, athena, progress } = world();
      athena.faults[operation] = [rate, busy, fault500, reset, html];
      await run();
      expect(rows).toHaveLength(3);
      expect(athena.queries).toHaveLength(1);
      expect(new Set(progress.map(seen => seen.trouble))).toEqual(
        new Set([
          null,
          'throttled',
          'concurrency-limit',
          'athena-internal',
          'network-lost',
          'server-busy'
        ])
      );
      expect(progress.at(-1)?.trouble).toBeNull();
    });
  }

  it('survives a minute and a half without network', async () => {
    const { run, rows, athena, clock } = world({
      ...ROWS,
      states: ['RUNNING', 'RUNNING', 'SUCCEEDED']
    });
    const began = clock.time;
    athena.onCall = name => {
      if (name === 'GetQueryExecution' && clock.time - began < 90_000) {
        athena.offline = clock.time - began > 100;
      }
    };
    clock.onSleep = () => {
      athena.offline = clock.time - began < 90_000;
    };
    await run();
    expect(rows).toHaveLength(3);
    expect(clock.time - began).toBeGreaterThan(90_000);
  });

  it('does not count the time that a laptop slept as patience', async () => {
    const { run, rows, athena, clock } = world();
    athena.faults.GetQueryExecution = [reset, reset, reset];
    clock.onSleep = () => {
      clock.time += 3_600_000;
    };
    await run();
    expect(rows).toHaveLength(3);
  });

  it('gives up in the end, saying which query it was', async () => {
    const { run, athena } = world();
    athena.onCall = name => {
      athena.offline = name !== 'StartQueryExecution';
    };
    const error = await failing(run());
    expect(error).toMatchObject({ code: 'network-lost', turn: 'wait', queryId: 'query-1' });
  });

  it.each([
    ['the extension is missing', 404, '{"message":"Not Found"}', 'server-missing'],
    [
      'the page is outdated',
      403,
      `{"message":"'_xsrf' argument missing from POST"}`,
      'page-outdated'
    ],
    ['one is signed out', 403, '{"message":"Forbidden"}', 'signed-out'],
    ['a sign-in page answers', 200, '<html><title>Sign in</title></html>', 'foreign-answer']
  ])('says at once that %s', async (_, status, body, code) => {
    const { run, athena } = world();
    athena.faults.StartQueryExecution = [{ kind: 'page', status, body }];
    expect((await failing(run())).code).toBe(code);
    expect(athena.calls).toEqual(['StartQueryExecution']);
  });

  it('names what Athena refused, with the receipt of what it cost', async () => {
    const { run } = world({
      states: ['RUNNING', 'FAILED'],
      reason: "COLUMN_NOT_FOUND: line 1:8: Column 'nope' cannot be resolved",
      errorType: 1006
    });
    const error = await failing(run());
    expect(error).toMatchObject({ code: 'column-not-found', args: ['nope'], queryId: 'query-1' });
    expect(error.message).toBe('The table has no column “nope”, or you may not read it.');
    expect(error.technical).toContain('COLUMN_NOT_FOUND: line 1:8');
    expect(error.receipt).toMatchObject({ state: 'FAILED', scannedBytes: 1024 });
  });

  it.each([
    [undefined, 'cancelled-elsewhere'],
    ['Query cancelled! : Bytes scanned limit was exceeded', 'scan-limit']
  ])('tells a cancellation from outside (%s) as %s', async (reason, code) => {
    const { run } = world({ states: ['RUNNING', 'CANCELLED'], reason });
    expect((await failing(run())).code).toBe(code);
  });
});

describe('cancelling', () => {
  it('before anything was started starts nothing', async () => {
    const { run, athena } = world();
    const error = await failing(run({ signal: AbortSignal.abort() }));
    expect(error.name).toBe('AbortError');
    expect(athena.calls).toEqual([]);
  });

  it.each(['StartQueryExecution', 'GetQueryExecution', 'GetQueryResults'])(
    'during %s stops the query',
    async operation => {
      const { run, athena } = world();
      const controller = new AbortController();
      athena.onCall = name => {
        if (name === operation) {
          controller.abort();
        }
      };
      const error = await failing(run({ signal: controller.signal }));
      expect(error.name).toBe('AbortError');
      expect(athena.queries[0].stopped).toBe(true);
    }
  );

  it('between two looks stops the query', async () => {
    const { run, athena, clock } = world({ states: ['RUNNING'] });
    const controller = new AbortController();
    clock.onSleep = () => controller.abort();
    expect((await failing(run({ signal: controller.signal }))).name).toBe('AbortError');
    expect(athena.calls.at(-1)).toBe('StopQueryExecution');
  });

  it('keeps trying to stop through a hiccup', async () => {
    const { run, athena, clock } = world({ states: ['RUNNING'] });
    const controller = new AbortController();
    clock.onSleep = () => controller.abort();
    athena.faults.StopQueryExecution = [reset, rate, html];
    await failing(run({ signal: controller.signal }));
    expect(athena.queries[0].stopped).toBe(true);
  });

  it('says so when the query could not be stopped', async () => {
    const { run, athena, clock } = world({ states: ['RUNNING'] });
    const controller = new AbortController();
    clock.onSleep = () => {
      controller.abort();
      athena.offline = true;
    };
    const error = await failing(run({ signal: controller.signal }));
    expect(error).toMatchObject({ code: 'stop-failed', queryId: 'query-1' });
  });

  it('finds and stops a query whose start was not answered', async () => {
    const { athena, clock } = world();
    const controller = new AbortController();
    let lost = true;
    const inner = athena.send;
    const send: typeof inner = async (path, init) => {
      const answer = await inner(path, init);
      if (lost && athena.calls.at(-1) === 'StartQueryExecution') {
        lost = false;
        throw new TypeError('Connection reset');
      }
      return answer;
    };
    clock.onSleep = () => controller.abort();
    const connection = new Connection(send, async () => 'us-east-1', clock);
    const error = await failing(
      connection.queries.run(STATEMENT, { signal: controller.signal, onPage: () => true })
    );
    expect(error.name).toBe('AbortError');
    expect(athena.queries).toHaveLength(1);
    expect(athena.queries[0].stopped).toBe(true);
  });
});

describe('receipts', () => {
  const priced = (script?: IScript) => {
    const there = world(script);
    const receipts: IReceipt[] = [];
    const price = { perTb: 5, currency: 'USD', minimumBytes: 10_000_000 };
    there.connection.queries.tariff = async () => ({ region: 'eu-west-1', price });
    there.connection.queries.onReceipt = receipt => receipts.push(receipt);
    return { ...there, receipts };
  };

  it('say what the query cost and where it ran', async () => {
    const { run, receipts } = priced({ ...ROWS, scannedBytes: 2e12 });
    const { receipt } = await run();
    expect(receipt).toMatchObject({ region: 'eu-west-1', price: { amount: 10, currency: 'USD' } });
    expect(receipts).toEqual([receipt]);
  });

  it('of a failed query are told too', async () => {
    const { run, receipts } = priced({ states: ['FAILED'], reason: 'SYNTAX_ERROR: no' });
    await failing(run());
    expect(receipts).toMatchObject([{ state: 'FAILED', price: { amount: 0 } }]);
  });

  it('of a cancelled query hold what had been read until then', async () => {
    const { run, clock, receipts } = priced({ states: ['RUNNING'], scannedBytes: 1e12 });
    const controller = new AbortController();
    clock.onSleep = () => controller.abort();
    await failing(run({ signal: controller.signal }));
    expect(receipts).toMatchObject([{ state: 'CANCELLED', price: { amount: 5 } }]);
  });

  it('have no price when the price list cannot be had', async () => {
    const { run, connection } = priced();
    connection.queries.tariff = () => Promise.reject(new Error('gone'));
    expect((await run()).receipt.price).toBeNull();
  });
});
