import type { IStateDB } from '@jupyterlab/statedb';

import { someSpec } from '../../testing/documents';
import { MOST_RECENT, RecentList, type IRecentEntry } from '../recent-list';

class FakeState {
  readonly values = new Map<string, unknown>();

  async fetch(key: string): Promise<unknown> {
    return this.values.get(key);
  }

  async save(key: string, value: unknown): Promise<void> {
    this.values.set(key, JSON.parse(JSON.stringify(value)));
  }

  get asState(): IStateDB {
    return this as unknown as IStateDB;
  }
}

const entry = (id: string, state: IRecentEntry['state'] = 'done'): IRecentEntry => ({
  id,
  title: id,
  spec: someSpec(),
  findings: null,
  state,
  ranAt: null,
  resume: null
});
const idsOf = (list: RecentList) => list.entries.map(each => each.id);

describe('RecentList', () => {
  it('puts the newest first and changes an entry where it stands', async () => {
    const list = new RecentList(null, 'k');
    await list.put(entry('a', 'running'));
    await list.put(entry('b'));
    await list.put(entry('a', 'done'));
    expect(list.entries.map(({ id, state }) => [id, state])).toEqual([
      ['b', 'done'],
      ['a', 'done']
    ]);
  });

  it('forgets the oldest beyond its length', async () => {
    const list = new RecentList(null, 'k');
    for (let i = 0; i < MOST_RECENT + 3; i++) {
      await list.put(entry(String(i)));
    }
    expect(list.entries).toHaveLength(MOST_RECENT);
    expect(list.find('2')).toBeUndefined();
  });

  it('is there after a reload, behind what was started before it was read', async () => {
    const state = new FakeState();
    await new RecentList(state.asState, 'k').put(entry('old'));
    const list = new RecentList(state.asState, 'k');
    await list.put(entry('new'));
    await list.load();
    expect(idsOf(list)).toEqual(['new', 'old']);
  });

  it('keeps what another window wrote', async () => {
    const state = new FakeState();
    const one = new RecentList(state.asState, 'k');
    const other = new RecentList(state.asState, 'k');
    await one.put(entry('one'));
    await other.put(entry('other'));
    const list = new RecentList(state.asState, 'k');
    await list.load();
    expect(idsOf(list).sort()).toEqual(['one', 'other']);
  });

  it('says nothing and writes nothing when an entry is as it was', async () => {
    const list = new RecentList(null, 'k');
    await list.put(entry('a'));
    const changed = jest.fn();
    list.changed.connect(changed);
    await list.put(entry('a'));
    expect(changed).not.toHaveBeenCalled();
  });

  it('drops what it can’t read', async () => {
    const state = new FakeState();
    state.values.set('k', [null, 3, { id: 'x' }, entry('a'), { ...entry('b'), spec: {} }]);
    const list = new RecentList(state.asState, 'k');
    await list.load();
    expect(idsOf(list)).toEqual(['a']);
  });
});
