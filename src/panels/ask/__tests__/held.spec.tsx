import { act, fireEvent, screen } from '@testing-library/react';

import type { IHeldDays } from '../../../analysis/coverage';
import type { IAnalysisSpec } from '../../../analysis/spec';
import type { IServerConfig } from '../../../analysis/types';
import { DEMO_CONFIG } from '../../../testing/demo-config';
import { FakeLake, fakeTables } from '../../../testing/fake-lake';
import { show, type IShown } from './setting';

const DAY_MS = 86_400_000;
const day = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const looked = { from: 0, to: Date.now() };

/** A lake of which each table has rows on the days that the test names. */
class DatedLake extends FakeLake {
  override answer: IServerConfig | Error = { ...DEMO_CONFIG, demo: false };
  readonly asked: IAnalysisSpec[] = [];
  days: Record<string, number[]> = {};

  override heldDays = async (spec: IAnalysisSpec): Promise<IHeldDays> => {
    this.asked.push(spec);
    const name = Object.keys(this.days).find(part => spec.tables[0].name.includes(part));
    return { looked, days: name ? this.days[name] : [] };
  };
}

async function opened(lake: DatedLake): Promise<IShown> {
  const shown = await show(lake);
  await act(async () => undefined);
  return shown;
}

const hint = () => screen.queryByTestId('held')?.textContent ?? '';

describe('A range without rows', () => {
  it('says on which days the table has rows, and takes them with one click', async () => {
    const lake = new DatedLake();
    lake.days = { cloud_trail: [day('2022-11-10'), day('2023-02-03'), day('2023-03-17')] };
    const { model } = await opened(lake);
    expect(hint()).toBe(
      'This table has no rows then, but on 3 days: 10 Nov 2022 – 17 Mar 2023. Use these days'
    );
    await act(async () => void fireEvent.click(screen.getByText('Use these days')));
    expect(model.state.spec.range).toEqual({
      kind: 'between',
      from: '2022-11-10T00:00:00.000Z',
      to: '2023-03-18T00:00:00.000Z'
    });
    expect(screen.getByLabelText<HTMLInputElement>('To, included').value).toBe('2023-03-17');
    expect(hint()).toBe('');
  });

  it('says nothing where the range has rows', async () => {
    const lake = new DatedLake();
    lake.days = { cloud_trail: [Math.floor(Date.now() / DAY_MS) - 3] };
    await opened(lake);
    expect(hint()).toBe('');
  });

  it('offers the newest days where they are more than a range can hold', async () => {
    const lake = new DatedLake();
    lake.days = { cloud_trail: [day('2014-07-18'), day('2016-03-23'), day('2023-03-17')] };
    await opened(lake);
    expect(hint()).toContain('but on one day: 17 Mar 2023.');
  });

  it('of an empty table offers nothing', async () => {
    await opened(new DatedLake());
    expect(hint()).toBe('This table has no rows. ');
    expect(screen.queryByText('Use these days')).toBeNull();
  });

  it('is told of the chosen accounts and regions alone', async () => {
    const lake = new DatedLake();
    const { model } = await opened(lake);
    await act(async () => model.setAccounts(['111122223333']));
    expect(lake.asked.at(-1)!.accounts).toEqual(['111122223333']);
    expect(hint()).toContain('of the chosen accounts and regions');
  });
});

describe('The days of a table', () => {
  it('are asked for once for each choice, and anew when the lake is listed anew', async () => {
    const lake = new DatedLake();
    const { model } = await opened(lake);
    const [flow, trail] = fakeTables();
    for (const table of [flow, trail, flow]) {
      await act(async () => model.setTables([table]));
    }
    expect(lake.asked.map(({ tables }) => tables[0].name)).toEqual([trail.name, flow.name]);
    await act(async () => lake.refresh());
    await act(async () => model.load());
    expect(lake.asked.length).toBeGreaterThan(2);
  });

  it('are never asked for by themselves where reading costs money', async () => {
    const lake = new DatedLake();
    lake.answer = { ...DEMO_CONFIG, backend: 'athena', demo: false };
    const { model } = await opened(lake);
    await act(async () => model.setRange({ kind: 'last', days: 7 }));
    expect(lake.asked).toEqual([]);
  });

  it('of a demo lake, which ends today, are asked for once something is chosen', async () => {
    const lake = new DatedLake();
    lake.answer = DEMO_CONFIG;
    const { model } = await opened(lake);
    expect(lake.asked).toEqual([]);
    await act(async () => model.setRange({ kind: 'last', days: 7 }));
    expect(lake.asked).toHaveLength(1);
  });
});
