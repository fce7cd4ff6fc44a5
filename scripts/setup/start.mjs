// `npm start`: JupyterLab on the demo lake, or on the lake of --lake.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { get } from 'node:http';
import { join, resolve } from 'node:path';
import { demoLake, env, root } from './environment.mjs';
import { startOptions } from './options.mjs';
import { fail, show } from './run.mjs';

/** Starts JupyterLab and says where it is once it answers; resolves to its exit code. */
export async function main(args) {
  let options;
  try {
    options = startOptions(args);
  } catch (error) {
    fail(
      `${error.message}. Options: --port N, --no-browser, --lake DIR, --base-url /x/y; others go to jupyter lab.`
    );
  }
  const lake = options.lake ? resolve(process.env.INIT_CWD ?? root, options.lake) : demoLake;
  if (!options.lake) {
    const made = await show('security-lake-ml', ['demo-lake', lake]);
    if (made !== 0) {
      return made;
    }
  } else if (!existsSync(lake)) {
    fail(
      `there is no folder ${lake}. Make a lake with: .venv/bin/security-lake-ml import DIR_OF_PARQUET ${lake}`
    );
  }
  const workspace = join(root, 'workspace');
  mkdirSync(workspace, { recursive: true });
  const token = process.env.JUPYTER_TOKEN ?? randomBytes(24).toString('hex');
  const given = name => options.rest.some(arg => arg.split('=')[0].endsWith(name));
  const child = spawn(
    'jupyter',
    [
      'lab',
      '--no-browser',
      `--ServerApp.port=${options.port}`,
      `--ServerApp.base_url=${options.baseUrl}`,
      ...(given('root_dir') || given('notebook-dir') ? [] : [`--ServerApp.root_dir=${workspace}`]),
      ...(process.getuid?.() === 0 ? ['--allow-root'] : []),
      ...options.rest
    ],
    {
      stdio: ['inherit', 'inherit', 'pipe'],
      env: {
        ...env,
        // By the environment, not the command line, where other users of the machine could read it.
        JUPYTER_TOKEN: token,
        SECURITY_LAKE_ML_BACKEND: 'local',
        SECURITY_LAKE_ML_LAKE_DIR: lake
      }
    }
  );
  const port = portOf(child, options.port);
  announce(port, options, token, child);
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => child.kill(signal));
  }
  return new Promise(done => child.on('close', (code, signal) => done(signal ? 0 : code)));
}

/** Passes the server's log on and learns the port from it, since a busy one makes the server choose the next. */
function portOf(child, wanted) {
  const port = { number: wanted };
  child.stderr.on('data', chunk => {
    process.stderr.write(chunk);
    const said = /https?:\/\/(?:localhost|127\.0\.0\.1):(\d+)/.exec(String(chunk));
    if (said) {
      port.number = Number(said[1]);
    }
  });
  return port;
}

/** Waits until the server answers, then prints the address and opens the browser. */
function announce(port, options, token, child) {
  const base = options.baseUrl === '/' ? '' : options.baseUrl;
  const timer = setInterval(() => {
    if (child.exitCode !== null) {
      clearInterval(timer);
      return;
    }
    const ping = `http://127.0.0.1:${port.number}${base}/api/status`;
    get(ping, { headers: { Authorization: `token ${token}` } }, response => {
      response.resume();
      if (response.statusCode === 200) {
        clearInterval(timer);
        const url = `http://localhost:${port.number}${base}/lab${token ? `?token=${token}` : ''}`;
        console.log(
          `\nSecurity Lake is ready: ${url}\nClick the shield in the left sidebar, then Run. Ctrl-C twice ends it.\n`
        );
        if (options.browser) {
          openBrowser(url);
        }
      }
    }).on('error', () => undefined);
  }, 250);
}

function openBrowser(url) {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform] ?? 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}
