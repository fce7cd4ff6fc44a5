import { Notification } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { screen, waitFor } from '@testing-library/react';

import type { ICost } from '../../analysis/cost';
import { AthenaError } from '../../athena/errors';
import { FakeLake } from '../../testing/fake-lake';
import { confirmCost } from '../cost-dialog';
import { forgetDays } from '../forget-days';

const trans = nullTranslator.load('test');
const COST: ICost = {
  free: false,
  demo: false,
  queries: 2,
  statements: [],
  days: 30,
  keptDays: 21,
  notKept: null,
  serverReason: '',
  anew: 0,
  bytes: { low: 120e9, high: 150e9 },
  money: { low: 0.6, high: 0.75, currency: 'USD' },
  cutoffBytes: 200e9,
  cutoffMoney: { amount: 1, currency: 'USD' }
};

const dialog = () => screen.findByRole('dialog', { hidden: true });
const press = async (name: string) =>
  (await screen.findByRole('button', { name, hidden: true })).click();
const notes = () => Notification.manager.notifications.map(({ message }) => message);

afterEach(() => Notification.dismiss());

describe('Before a run above the limit', () => {
  it('the figures are told, a line each', async () => {
    const answer = confirmCost(COST, 100e9, trans);
    await dialog();
    const lines = [...document.querySelectorAll('.jp-Dialog-body p')].map(p => p.textContent);
    expect(lines).toEqual([
      'This may read more than 100 GB.',
      'Reads ≈ 120–150 GB, about $0.60–$0.75 · each query stops at 200 GB ($1.00).',
      '21 of 30 days already here, free.',
      'The limit is yours: see “Ask before reading more than” in the settings.'
    ]);
    await press('Run');
    await expect(answer).resolves.toBe(true);
  });

  it('it is said when nobody knows, and Cancel and Escape start nothing', async () => {
    const unknown = { ...COST, bytes: null, money: null, cutoffBytes: null, cutoffMoney: null };
    const answer = confirmCost(unknown, 100e9, trans);
    expect((await dialog()).textContent).toContain(
      'Nobody knows yet whether this reads more than 100 GB.'
    );
    await press('Cancel');
    await expect(answer).resolves.toBe(false);
  });

  it('nothing is agreed to by Enter on what has the focus', async () => {
    const answer = confirmCost(COST, 100e9, trans);
    await dialog();
    await waitFor(() => expect(document.activeElement?.textContent).toBe('Cancel'));
    (document.activeElement as HTMLButtonElement).click();
    await expect(answer).resolves.toBe(false);
  });
});

/** A lake whose server keeps days. */
class KeepingLake extends FakeLake {
  kept = { days: 41, bytes: 3.4e6, maxBytes: 5e8 };
  failure: Error | null = null;

  async keptUsage() {
    if (this.failure) {
      throw this.failure;
    }
    return this.kept;
  }

  async forgetDays() {
    return (this.kept = { ...this.kept, days: 0, bytes: 0 });
  }
}

describe('Forgetting the days that are kept', () => {
  it('says how much there is and that it costs again, then does it', async () => {
    const lake = new KeepingLake();
    const done = forgetDays(lake, trans);
    expect((await dialog()).textContent).toContain(
      'The server keeps 41 days of results (3.4 MB) for you. They are paid for again'
    );
    await press('Forget');
    await done;
    expect(lake.kept.days).toBe(0);
    expect(notes()).toEqual(['The days are forgotten.']);
  });

  it('leaves them at Cancel', async () => {
    const lake = new KeepingLake();
    const done = forgetDays(lake, trans);
    await press('Cancel');
    await done;
    expect(lake.kept.days).toBe(41);
  });

  it('asks nothing when there are none', async () => {
    const lake = new KeepingLake();
    lake.kept.days = 0;
    await forgetDays(lake, trans);
    expect(notes()).toEqual(['The server keeps no days for you.']);
  });

  it('says why it could not', async () => {
    const lake = new KeepingLake();
    lake.failure = new AthenaError('network-lost');
    await forgetDays(lake, trans);
    expect(notes().join()).toContain('The connection to the Jupyter server was lost.');
  });
});
