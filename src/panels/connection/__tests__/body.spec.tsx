import { Clipboard } from '@jupyterlab/apputils';
import { nullTranslator } from '@jupyterlab/translation';
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import * as React from 'react';

import { AthenaError } from '../../../athena/errors';
import { FakeLake } from '../../../testing/fake-lake';
import { ConnectionBody } from '../body';
import { ConnectionModel } from '../model';
import type { ICheckReport, RowChoice } from '../types';
import { athenaReport, demoReport, denied, found } from './setting';

const trans = nullTranslator.load('test');

afterEach(cleanup);

/** The page over a check that the test plays. */
async function open(lake = new FakeLake()) {
  const asked: RowChoice[] = [];
  let tell!: (report: ICheckReport) => void;
  let end!: { done: () => void; fail: (error: unknown) => void };
  let signal!: AbortSignal;
  const model = new ConnectionModel({
    lake,
    check: (row, onReport, given) => {
      asked.push(row);
      [tell, signal] = [onReport, given];
      return new Promise<void>((done, fail) => (end = { done, fail }));
    },
    explain: async reason => ({
      message: (reason as Error).message,
      advice: 'Do this.',
      detail: 'HTTP 0'
    }),
    now: () => Date.UTC(2026, 10, 24)
  });
  let refreshed = 0;
  lake.changed.connect(() => refreshed++);
  render(<ConnectionBody model={model} trans={trans} />);
  const start = () => act(async () => void model.check());
  await start();
  return {
    model,
    asked,
    start,
    signal: () => signal,
    refreshed: () => refreshed,
    tell: (report: ICheckReport) => act(async () => tell(report)),
    finish: (report: ICheckReport) =>
      act(async () => {
        tell(report);
        end.done();
      }),
    fail: (error: unknown) => act(async () => end.fail(error))
  };
}

const page = () => document.querySelector('.jp-SecurityLake-page')!;
const steps = () =>
  within(screen.getByRole('list', { name: 'Steps' }))
    .getAllByRole('listitem')
    .map(item => item.textContent);

describe('A check', () => {
  it('tells each step as it goes on, and where it stands', async () => {
    const { tell, finish } = await open();
    screen.getByText('Asking the Jupyter server …');
    const waiting = { ...denied, state: 'running' as const, detail: '', remedy: '', technical: '' };
    await tell({ ...athenaReport([{ ...waiting, permission: null }]), done: false });
    expect(steps()[1]).toBe('…Workgroup trying …');
    screen.getByText('Step 2 of 2: Workgroup …');
    expect(page().getAttribute('aria-busy')).toBe('true');
    await finish(athenaReport());
    screen.getByText('All works.');
    expect(page().getAttribute('aria-busy')).toBe('false');
  });

  it('that fails names the permission, whose turn it is and what to do; the rest is one click away', async () => {
    const { finish } = await open();
    await finish(athenaReport([denied]));
    screen.getByText('Workgroup fails.');
    const item = within(screen.getByRole('list', { name: 'Steps' })).getAllByRole('listitem')[1];
    within(item).getByText('athena:GetWorkGroup');
    expect(item.textContent).toContain('For an administrator Add the permission.');
    const details = item.querySelector('details')!;
    expect(details.open).toBe(false);
    expect(details.textContent).toContain('AccessDeniedException');
  });

  it('explains Lake Formation at once when a grant may be what lacks, else on a click', async () => {
    const { finish, start } = await open();
    await finish(athenaReport());
    const help = () => screen.getByText('What Lake Formation has to grant').closest('details')!;
    expect(help().open).toBe(false);
    await start();
    await finish(athenaReport([{ ...denied, failure: 'lake-formation' }]));
    expect(help().open).toBe(true);
    expect(help().textContent).toMatch(/target table.*SELECT, DESCRIBE/);
    expect(help().textContent).toMatch(/resource link.*DESCRIBE/);
  });

  it('of a server that does not answer says so, and can be tried again', async () => {
    const { fail, asked } = await open();
    await fail(new AthenaError('network-lost'));
    expect(screen.getByRole('alert').textContent).toContain('The connection to the Jupyter server');
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(asked).toHaveLength(2);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('that breaks off half way is not taken for one that ended', async () => {
    const { finish } = await open();
    await finish({ ...athenaReport(), done: false });
    expect(screen.getByRole('alert').textContent).toContain('The connection to the Jupyter server');
    expect(screen.queryByText('All works.')).toBeNull();
  });

  it('that is started anew, or whose page is closed, is given up', async () => {
    const { start, signal, model } = await open();
    const first = signal();
    await start();
    expect([first.aborted, signal().aborted]).toEqual([true, false]);
    model.dispose();
    expect(signal().aborted).toBe(true);
  });

  it('that finds another back end lists the lake anew; one that finds the same does not', async () => {
    const { finish, start, refreshed } = await open();
    await finish(demoReport());
    expect(refreshed()).toBe(0);
    await start();
    await finish(athenaReport());
    expect(refreshed()).toBe(1);
  });

  it('shows what AWS said as text, whatever it is', async () => {
    const { finish } = await open();
    const said = '<img src=x onerror=alert(1)>';
    await finish(athenaReport([{ ...denied, detail: said, technical: said }]));
    expect(document.querySelector('img')).toBeNull();
    expect(screen.getAllByText(said)).toHaveLength(2);
  });
});

describe('Whose lake it is', () => {
  it('of the demo can not be taken for an account', async () => {
    const { finish } = await open();
    await finish(demoReport());
    screen.getByText('Demo lake: made-up events on this server’s disk, not your data');
    screen.getByText('No AWS account: nothing leaves this server');
    expect(page().textContent).not.toMatch(/\d{12}|arn:/);
    expect(screen.getByText('How to ask your own lake').closest('details')!.open).toBe(true);
  });

  it('of an account says account, role and why, and never demo', async () => {
    const { finish } = await open();
    await finish(athenaReport());
    screen.getByText(/Account 111122223333 · arn:aws:sts::111122223333:assumed-role\/analyst\/ada/);
    screen.getByText('Queries run on Athena in eu-west-3.');
    expect(page().textContent).not.toMatch(/demo/i);
  });

  it('stays open about an identity that nobody told', async () => {
    const { finish } = await open();
    await finish({ ...athenaReport(), identity: { source: 'iam-role' } });
    screen.getByText('Not known; credentials from iam-role');
  });
});

describe('What can be done', () => {
  it('reading a row on Athena is asked for by a click that says that it costs', async () => {
    const { finish, asked } = await open();
    await finish(athenaReport());
    expect(asked).toEqual(['free']);
    screen.getByText(/Athena bills: 10 MB at least/);
    fireEvent.click(screen.getByRole('button', { name: 'Read one row too' }));
    expect(asked).toEqual(['free', true]);
    await finish(athenaReport([{ ...found, id: 'row' }]));
    expect(screen.queryByRole('button', { name: 'Read one row too' })).toBeNull();
  });

  it('the report is copied, and says that it was', async () => {
    const copy = jest.spyOn(Clipboard, 'copyToSystem').mockImplementation(() => undefined);
    const { finish } = await open();
    expect(screen.queryByRole('button', { name: 'Copy report' })).toBeNull();
    await finish(athenaReport([denied]));
    fireEvent.click(screen.getByRole('button', { name: 'Copy report' }));
    expect(copy.mock.calls[0][0]).toContain('[fails] Workgroup');
    screen.getByText('Copied; it holds no secrets.');
  });
});
