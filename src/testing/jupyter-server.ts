import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { SecurityLake } from '../analysis/service';
import { Connection } from '../athena/connection';
import type { Send } from '../athena/send';
import { REST_NAMESPACE } from '../athena/send';

const PYTHON = join('.venv', 'bin', 'python');
const TOKEN = 'of-a-test';
const PATIENCE = 60_000;

/** Why no server can be started here; null when one can. */
export const noServer = existsSync(PYTHON) ? null : `there is no ${PYTHON}`;

/** A Jupyter server of its own with this extension, over a small lake that it made. */
export class JupyterServer {
  /**
   * Over a demo lake that ends now.
   *
   * @param days - Days of the lake.
   * @param options - Further options of the command line.
   */
  static start(days: number, options: string[] = []): Promise<JupyterServer> {
    return JupyterServer._over(lake => demoLake(lake, ['--days', String(days)]), options);
  }

  /**
   * Over a lake that `import` arranged from loose files, as somebody has who copied part of a bucket: those of a demo
   * lake of some days, without the folders that said what they are.
   *
   * @param days - Days of the files.
   * @param end - The last of them, `YYYY-MM-DD`.
   */
  static imported(days: number, end: string): Promise<JupyterServer> {
    return JupyterServer._over(lake => {
      const [given, loose] = [`${lake}-given`, `${lake}-loose`];
      demoLake(given, ['--days', String(days), '--end', end]);
      mkdirSync(loose);
      const files = readdirSync(given, { recursive: true, encoding: 'utf8' });
      files
        // A custom source is known by its folder alone.
        .filter(file => file.endsWith('.parquet') && !file.startsWith('ext_'))
        .forEach((file, i) => copyFileSync(join(given, file), join(loose, `${i}.parquet`)));
      python(['import', loose, lake]);
    }, []);
  }

  private static async _over(
    make: (lake: string) => void,
    options: string[]
  ): Promise<JupyterServer> {
    const folder = mkdtempSync(join(tmpdir(), 'security-lake-'));
    const lake = join(folder, 'lake');
    make(lake);
    const port = await freePort();
    const child = spawn(
      PYTHON,
      [
        ...['-m', 'jupyter_server', '--no-browser', '--allow-root'],
        ...['--ServerApp.ip=127.0.0.1', `--ServerApp.port=${port}`],
        "--ServerApp.jpserver_extensions={'jupyter_security_lake_ml': True}",
        `--SecurityLakeApp.state_dir=${join(folder, 'state')}`,
        ...options
      ],
      {
        env: {
          ...process.env,
          JUPYTER_TOKEN: TOKEN,
          JUPYTER_CONFIG_DIR: join(folder, 'config'),
          JUPYTER_DATA_DIR: join(folder, 'data'),
          JUPYTER_RUNTIME_DIR: join(folder, 'runtime'),
          SECURITY_LAKE_ML_BACKEND: 'local',
          SECURITY_LAKE_ML_LAKE_DIR: lake
        },
        stdio: 'ignore'
      }
    );
    const server = new JupyterServer(`http://127.0.0.1:${port}`, folder, child);
    try {
      await server._answers();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  private constructor(
    private readonly _url: string,
    readonly folder: string,
    private readonly _child: ChildProcess
  ) {}

  /** The lake behind it, as the page sees it; asked often, since the engine is on this machine. */
  get lake(): SecurityLake {
    return new SecurityLake({
      connection: new Connection(this.send, async () => 'us-east-1', {
        now: Date.now,
        sleep: ms => new Promise(resolve => setTimeout(resolve, Math.min(ms, 20)))
      })
    });
  }

  /** Statements that were started, in order. */
  readonly statements: string[] = [];

  /** The way to the extension's routes. */
  readonly send: Send = (path, init) => {
    const headers = init.headers as Record<string, string> | undefined;
    const target = headers?.['x-amz-target'] ?? headers?.['X-Amz-Target'] ?? '';
    if (target.endsWith('.StartQueryExecution')) {
      const text = init.body as string | Uint8Array;
      const body = typeof text === 'string' ? text : new TextDecoder().decode(text);
      this.statements.push((JSON.parse(body) as { QueryString: string }).QueryString);
    }
    return fetch(`${this._url}/${REST_NAMESPACE}/${path}`, {
      ...init,
      headers: { ...headers, Authorization: `token ${TOKEN}` }
    });
  };

  async stop(): Promise<void> {
    if (this._child.exitCode === null) {
      const ended = new Promise(resolve => this._child.once('exit', resolve));
      this._child.kill('SIGTERM');
      await ended;
    }
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async _answers(): Promise<void> {
    for (const began = Date.now(); Date.now() - began < PATIENCE;) {
      const answer = await this.send('config', { method: 'GET' }).catch(() => null);
      if (answer?.status === 200) {
        return;
      }
      if (this._child.exitCode !== null) {
        throw new Error(`The Jupyter server ended with ${this._child.exitCode}.`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    throw new Error('The Jupyter server does not answer.');
  }
}

function demoLake(folder: string, options: string[]): void {
  python(['demo-lake', folder, ...options, '--scale', '0.05']);
}

/** A command of the package. */
function python(args: string[]): void {
  const done = spawnSync(PYTHON, ['-m', 'jupyter_security_lake_ml', ...args]);
  if (done.status !== 0) {
    throw new Error(String(done.stderr));
  }
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const probe = createServer();
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
