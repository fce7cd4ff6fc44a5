import { nativeTable } from '../../../lake/__tests__/tables';
import { FakeLake, fakeTable, fakeTables } from '../../../testing/fake-lake';
import { blankSpec } from '../blank';
import { catalogue } from '../catalogue';
import { readMemory } from '../memory';
import { AskModel } from '../model';
import { explain, keep, newModel, PREFERENCES } from './setting';

async function loaded(lake = new FakeLake()): Promise<AskModel> {
  const model = keep(newModel(lake));
  await model.load();
  return model;
}

describe('Loading', () => {
  it('asks the server nothing while the panel is hidden', async () => {
    const lake = new FakeLake();
    const model = keep(newModel(lake));
    lake.refresh();
    await Promise.resolve();
    expect(lake.listed).toBe(0);
    const ready = new Promise<void>(resolve =>
      model.stateChanged.connect(({ state }) => state.phase === 'ready' && resolve())
    );
    model.isActive = true;
    await ready;
    expect(lake.listed).toBe(1);
  });

  it('lets the newest answer win', async () => {
    const lake = new FakeLake();
    const model = keep(newModel(lake));
    const first = model.load();
    lake.listing = { tables: [fakeTables()[0]], failures: [] };
    await Promise.all([first, model.load()]);
    expect(model.state.offers.map(({ group }) => group)).toEqual(['VPC Flow']);
  });

  it('forgets what the server was when it no longer answers', async () => {
    const lake = new FakeLake();
    const model = await loaded(lake);
    expect(model.state.config?.demo).toBe(true);
    lake.answer = new Error('gone');
    await model.load();
    expect(model.state).toMatchObject({ phase: 'failed', config: null });
  });

  it('keeps quiet once it is disposed', async () => {
    const model = keep(newModel(new FakeLake()));
    const states: string[] = [];
    model.stateChanged.connect(({ state }) => states.push(state.phase));
    const loading = model.load();
    model.dispose();
    await loading;
    expect(states).toEqual(['loading']);
  });
});

describe('Choosing a table', () => {
  it('keeps range and detectors, and asks that table’s first question', async () => {
    const model = await loaded();
    model.setRange({ kind: 'last', days: 7 });
    model.setCustom({ keys: ['region'], measure: { kind: 'count' }, filter: [] });
    model.setTables([fakeTables()[0]]);
    const { spec } = model.state;
    expect(spec.tables.map(table => table.name)).toEqual([
      'amazon_security_lake_table_us_east_1_vpc_flow_2_0'
    ]);
    expect(spec.range).toEqual({ kind: 'last', days: 7 });
    expect(spec.custom?.keys).not.toEqual(['region']);
  });

  it('in both versions asks of both what each can answer', async () => {
    const lake = new FakeLake();
    const tables = [nativeTable('route53_1_0'), nativeTable('route53_2_0'), fakeTables()[0]];
    lake.listing = { tables, failures: [] };
    const model = await loaded(lake);
    expect(model.state.offers.map(({ name }) => name)).toEqual([
      'VPC Flow · v2',
      'Route 53 resolver · v2',
      'Route 53 resolver · v1',
      'Route 53 resolver · v1 + v2'
    ]);
    model.setTables(model.state.offers[3].tables);
    const { offer, plan, spec, fields, choices } = model.state;
    expect(offer?.name).toBe('Route 53 resolver · v1 + v2');
    expect(spec.tables.map(table => table.name.slice(-11))).toEqual(['route53_2_0', 'route53_1_0']);
    expect(choices.find(({ question }) => question.id === spec.question)?.lacking).toEqual([]);
    expect(plan?.series.sql).toMatch(/route53_2_0/);
    expect(plan?.series.sql).toMatch(/route53_1_0/);
    const names = fields.map(({ name }) => name);
    expect(names).toContain('account');
    expect(names).not.toContain('time_dt');
    const kept = keep(newModel(lake, readMemory(JSON.parse(JSON.stringify(model.toJSON())))));
    await kept.load();
    expect(kept.state.offer?.name).toBe('Route 53 resolver · v1 + v2');
  });

  it('that no question knows can still be counted by one of its fields', async () => {
    const model = await loaded();
    model.setTables([fakeTables()[2]]);
    expect(model.state.choices).toEqual([]);
    expect(model.state.plan?.keyNames).toEqual(['id']);
  });

  it('without a time says what is wrong instead of offering Run', async () => {
    const lake = new FakeLake();
    lake.listing = { tables: [fakeTable('orders', { id: 'bigint' })], failures: [] };
    const model = await loaded(lake);
    expect(model.state.plan).toBeNull();
    expect(model.state.problem?.message).toBeTruthy();
  });
});

describe('Remembering', () => {
  it('gives the same form back after a reload', async () => {
    const before = await loaded();
    before.setGrain('day');
    before.setAccounts(['111122223333']);
    before.setOpen('detectors', true);
    before.saveOwn('Mine');
    const memory = readMemory(JSON.parse(JSON.stringify(before.toJSON())));

    const after = keep(newModel(new FakeLake(), memory));
    await after.load();
    expect(after.state.spec).toEqual(before.state.spec);
    expect(after.state.open).toEqual(['detectors']);
    expect(after.state.own.map(({ question }) => question.title)).toEqual(['Mine']);
  });

  it('replaces a table that the lake no longer has', async () => {
    const before = await loaded();
    const lake = new FakeLake();
    lake.listing = { tables: [fakeTables()[0]], failures: [] };
    const after = keep(newModel(lake, before.toJSON()));
    await after.load();
    expect(after.state.offer?.tables[0].source).toBe('VPC_FLOW');
    expect(after.state.spec.tables[0].name).toMatch(/vpc_flow/);
  });

  it('drops a saved question that can’t be read, and no other', async () => {
    const before = await loaded();
    before.saveOwn('Mine');
    const broken = { ...before.toJSON(), own: [{ title: 7 }, ...before.toJSON().own, 'x'] };
    expect(readMemory(broken)?.own.map(({ title }) => title)).toEqual(['Mine']);
  });

  it.each([
    undefined,
    null,
    3,
    {},
    { spec: { formatVersion: 99 }, open: [] },
    { spec: [], open: 1 }
  ])('starts afresh from %j', value => {
    expect(readMemory(value)).toBeNull();
  });
});

describe('Preferences', () => {
  it('change a form that nobody has touched, and no other', async () => {
    const preferences = { ...PREFERENCES };
    const model = keep(
      new AskModel({
        lake: new FakeLake(),
        preferences,
        catalogue: () => Promise.resolve(catalogue),
        explain
      })
    );
    await model.load();
    preferences.days = 90;
    model.followPreferences();
    expect(model.state.spec.range).toEqual({ kind: 'last', days: 90 });
    model.setRange({ kind: 'last', days: 7 });
    model.followPreferences();
    expect(model.state.spec.range).toEqual({ kind: 'last', days: 7 });
    model.reset();
    expect(model.state.spec.range).toEqual(blankSpec(preferences).range);
  });
});
