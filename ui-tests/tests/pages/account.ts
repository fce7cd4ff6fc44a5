import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

import { expect, type Browser, type Page } from '@playwright/test';

import { AskPanel } from './ask-panel';

const ROOT = resolve(__dirname, '..', '..', '..');

/** What Athena is made to do, and how it has been called so far. */
export interface IFaults {
  /** Faults by operation; each call takes the next: an exception, or the name of a breakdown. */
  faults_of?: Record<string, (string | [number, Record<string, unknown>])[]>;
  /** Nobody answers. */
  offline?: boolean;
  /** The server's credentials have expired. */
  expired?: boolean;
  /** What is told of every query instead of the truth; null for the truth. */
  state?: Record<string, unknown> | null;
  /** Answers by operation, instead of the engine's; null for the engine's. */
  answers?: Record<string, Record<string, unknown> | null>;
}

export interface ICalls {
  counts: Record<string, number>;
  /** Tokens of the starts, in order. */
  tokens: string[];
  /** Ids of the queries that were started. */
  started: string[];
}

/**
 * An AWS account on this machine: JupyterLab → a proxy that checks each signature and breaks what the test says → the
 * standalone engine over the demo lake. Back end `athena`, so everything is as with the real one.
 */
export class Account {
  /** Address of the JupyterLab. */
  get url(): string {
    return `http://127.0.0.1:${this._ports.lab}/lab`;
  }

  /** Starts all three; JupyterLab has answered when it resolves. */
  async open(): Promise<void> {
    const lake = process.env.SECURITY_LAKE_ML_LAKE_DIR!;
    const { engine, proxy } = this._ports;
    const upstream = `http://127.0.0.1:${engine}`;
    await Promise.all([
      this._start('security-lake-ml', ['athena', '--lake', lake, '--port', String(engine)]),
      this._start('python', [
        '-m',
        'tests.server.fault_proxy',
        '--upstream',
        upstream,
        '--port',
        String(proxy)
      ]),
      this._startLab()
    ]);
  }

  /** A page of the account with the panel open and the lake listed. Starts everything that it needs. */
  async openPage(browser: Browser): Promise<Page> {
    const [context] = await Promise.all([browser.newContext(), this.open()]);
    const page = await context.newPage();
    // JupyterLab's own word of a lost connection may come at any time after one, over everything.
    const word = page.getByRole('dialog').filter({ hasText: 'Server Connection Error' });
    await page.addLocatorHandler(word, () => word.getByRole('button', { name: 'Close' }).click());
    await page.goto(`${this.url}?reset`);
    await page.waitForFunction(() => window.jupyterapp?.restored);
    await page.evaluate(async () => {
      await window.jupyterapp.restored;
      window.jupyterapp.shell.activateById('jp-SecurityLake-panel');
    });
    // All of it has only just started.
    await expect(new AskPanel(page).table).toHaveValue(/ · v\d/, { timeout: 60_000 });
    return page;
  }

  /** Ends JupyterLab and starts it anew on what it left on the disk. */
  async restart(): Promise<void> {
    await this.stopLab();
    await this._startLab();
  }

  /** Ends JupyterLab. */
  async stopLab(): Promise<void> {
    const lab = this._lab;
    this._lab = null;
    if (lab && lab.exitCode === null) {
      const gone = new Promise(done => lab.once('exit', done));
      lab.kill('SIGKILL');
      await gone;
    }
  }

  async close(): Promise<void> {
    await this.stopLab();
    this._others.forEach(child => child.kill('SIGTERM'));
    rmSync(this._home, { recursive: true, force: true });
  }

  /** Breaks or mends; answers how often what was called. */
  async control(faults: IFaults = {}): Promise<ICalls> {
    const response = await fetch(`http://127.0.0.1:${this._ports.proxy}/control`, {
      method: 'POST',
      body: JSON.stringify(faults)
    });
    return (await response.json()) as ICalls;
  }

  /** Mends everything. */
  async mend(): Promise<void> {
    const none = [
      'StartQueryExecution',
      'GetQueryExecution',
      'GetQueryResults',
      'StopQueryExecution'
    ];
    await this.control({
      offline: false,
      expired: false,
      state: null,
      faults_of: Object.fromEntries(none.map(operation => [operation, []])),
      answers: { GetQueryResults: null }
    });
  }

  private async _startLab(): Promise<void> {
    const lab = spawn(
      'jupyter',
      [
        'lab',
        '--allow-root',
        '--no-browser',
        '--ServerApp.port_retries=0',
        `--ServerApp.port=${this._ports.lab}`,
        '--IdentityProvider.token=',
        '--ServerApp.password=',
        '--LabApp.expose_app_in_browser=True',
        '--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate',
        `--ServerApp.root_dir=${this._home}`
      ],
      { cwd: this._home, env: this._env, stdio: 'ignore' }
    );
    this._lab = lab;
    for (let tries = 0; tries < 300; tries++) {
      const answer = await fetch(this.url).catch(() => null);
      if (answer?.ok) {
        return;
      }
      await new Promise(done => setTimeout(done, 100));
    }
    throw new Error('JupyterLab did not start.');
  }

  private async _start(command: string, args: string[]): Promise<void> {
    const child = spawn(command, args, {
      cwd: ROOT,
      env: process.env,
      stdio: ['ignore', 'pipe', 'ignore']
    });
    this._others.push(child);
    await new Promise<void>((listening, failed) => {
      createInterface(child.stdout).on('line', line => line.startsWith('Listening') && listening());
      child.once('exit', code => failed(new Error(`${command} ended with ${code}.`)));
    });
  }

  private readonly _home = mkdtempSync(join(tmpdir(), 'account-'));
  private readonly _ports = { lab: 18891, proxy: 18892, engine: 18893 };
  private readonly _others: ChildProcess[] = [];
  private _lab: ChildProcess | null = null;
  private readonly _env = {
    ...process.env,
    SECURITY_LAKE_ML_BACKEND: 'athena',
    SECURITY_LAKE_ML_LAKE_DIR: '',
    AWS_ENDPOINT_URL_ATHENA: `http://127.0.0.1:${this._ports.proxy}`,
    AWS_ENDPOINT_URL_STS: `http://127.0.0.1:${this._ports.proxy}`,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: join(this._home, 'none'),
    AWS_SHARED_CREDENTIALS_FILE: join(this._home, 'none'),
    // Those of tests/server/fake_athena.py, with which it computes each signature anew.
    AWS_REGION: 'eu-west-3',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLEEXAMPLE00',
    AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIsecretEXAMPLEKEY0000',
    AWS_SESSION_TOKEN: 'FwoGsessiontokenEXAMPLE',
    NO_PROXY: '127.0.0.1',
    JUPYTER_DATA_DIR: join(this._home, 'data'),
    JUPYTER_CONFIG_DIR: join(this._home, 'config'),
    JUPYTERLAB_WORKSPACES_DIR: join(this._home, 'workspaces')
  };
}
