#!/usr/bin/env node
// Sets the checkout up once, then does what the first argument says. Node built-ins only:
// this runs before node_modules exists.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  mkdirSync,
  writeFileSync
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const bin = join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
const env = {
  ...process.env,
  PATH: [bin, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  VIRTUAL_ENV: join(root, '.venv'),
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  SKIP_JUPYTER_BUILDER: '1'
};

function run(command, args, options = {}) {
  const started = Date.now();
  console.log(`> ${command} ${args.join(' ')}`);
  const result = spawnSync(command, args, { stdio: 'inherit', env, ...options });
  console.log(`  ${((Date.now() - started) / 1000).toFixed(1)} s`);
  if (result.error || result.status !== 0) {
    console.error(
      `setup: "${command} ${args.join(' ')}" failed (${result.error?.code ?? result.status})`
    );
    process.exit(result.status || 1);
  }
}

function runAsync(command, args) {
  const started = Date.now();
  return new Promise(done => {
    const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
    child.on('error', error => {
      console.error(`setup: ${command}: ${error.code}`);
      process.exit(1);
    });
    child.on('exit', code => {
      console.log(
        `> ${command} ${args.join(' ')}\n  ${((Date.now() - started) / 1000).toFixed(1)} s`
      );
      if (code) {
        console.error(`setup: "${command} ${args.join(' ')}" failed (${code})`);
        process.exit(code);
      }
      done();
    });
  });
}

function quiet(command, args) {
  const result = spawnSync(command, args, { env, encoding: 'utf8' });
  return result.status === 0 ? result.stdout.trim() || true : null;
}

function hash(...paths) {
  const h = createHash('sha256');
  const add = path => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return;
    if (stat.isDirectory())
      readdirSync(path)
        .sort()
        .forEach(name => name !== '__tests__' && add(join(path, name)));
    else h.update(path).update(readFileSync(path));
  };
  paths.forEach(add);
  return h.digest('hex');
}

const stampFile = join('.venv', 'setup-stamp.json');
const stamp = existsSync(stampFile) ? JSON.parse(readFileSync(stampFile, 'utf8')) : {};
async function step(name, key, ready, action) {
  if (stamp[name] === key && ready()) return;
  await action();
  stamp[name] = key;
  mkdirSync('.venv', { recursive: true });
  writeFileSync(stampFile, JSON.stringify(stamp));
}

function findPython() {
  for (const name of [process.env.PYTHON, 'python3.12', 'python3.11', 'python3', 'python'].filter(
    Boolean
  )) {
    if (quiet(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))'])) return name;
  }
  console.error('setup: Python 3.11 or newer is needed; set PYTHON to its path.');
  process.exit(1);
}

const pythonInputs = ['pyproject.toml', 'requirements-dev.txt'];
await step(
  'venv',
  'v1',
  () => existsSync(join(bin, 'python')),
  () => {
    const python = findPython();
    if (quiet(python, ['-c', 'import venv, ensurepip'])) run(python, ['-m', 'venv', '.venv']);
    else if (quiet(python, ['-m', 'virtualenv', '--version']))
      run(python, ['-m', 'virtualenv', '-q', '.venv']);
    else if (quiet('uv', ['--version'])) run('uv', ['venv', '--seed', '.venv']);
    else {
      console.error(
        'setup: this Python has no venv module. Run: sudo apt-get install -y python3-venv   (or: python3 -m pip install --user virtualenv)'
      );
      process.exit(1);
    }
  }
);
const pip = step(
  'pip',
  hash(...pythonInputs),
  () => existsSync(join(bin, 'jupyter-lab')),
  () => runAsync('python', ['-m', 'pip', 'install', '-q', '-r', 'requirements-dev.txt'])
);
await Promise.all([
  pip,
  step(
    'npm',
    hash('package-lock.json'),
    () => existsSync('node_modules/typescript'),
    () => runAsync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'])
  )
]);
await step(
  'build',
  hash('package-lock.json', 'package.json', 'tsconfig.json', 'src', 'style', 'schema'),
  () => existsSync('jupyter_security_lake_ml/labextension/package.json'),
  () => run('npm', ['run', '-s', 'build:prod'])
);
await step(
  'install',
  hash('pyproject.toml', 'install.json', 'jupyter-config', 'package.json'),
  () => existsSync('.venv/share/jupyter/labextensions/jupyter-security-lake-ml'),
  () => {
    run('python', ['-m', 'pip', 'install', '-q', '--no-deps', '--no-build-isolation', '-e', '.']);
    const target = '.venv/share/jupyter/labextensions/jupyter-security-lake-ml';
    rmSync(target, { recursive: true, force: true });
    symlinkSync(resolve('jupyter_security_lake_ml/labextension'), target, 'dir');
  }
);

const mode = process.argv[2] ?? 'setup';
if (mode === 'start') {
  const root_ = process.getuid?.() === 0 ? ['--allow-root'] : [];
  run('jupyter', ['lab', ...root_, ...process.argv.slice(3)]);
} else if (mode === 'test') {
  run('npx', ['--no-install', 'jest']);
  run('python', ['-m', 'pytest', '-q']);
  const places = [
    process.env.CHROMIUM_PATH,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome'
  ];
  const findChromium = () => places.find(p => p && existsSync(p));
  if (!findChromium() && process.getuid?.() === 0 && quiet('apt-get', ['--version'])) {
    run('apt-get', ['update', '-qq']);
    run('apt-get', ['install', '-y', '-qq', 'chromium']);
  }
  const chromium = findChromium();
  if (!chromium) {
    console.error(
      'UI tests need Chromium. Run: sudo apt-get install -y chromium   (or set CHROMIUM_PATH)'
    );
    process.exit(1);
  } else {
    if (!existsSync('ui-tests/node_modules/@playwright/test'))
      run('npm', ['ci', '--prefix', 'ui-tests', '--loglevel=error']);
    run('npx', ['--no-install', 'playwright', 'test'], {
      cwd: 'ui-tests',
      env: {
        ...env,
        CHROMIUM_PATH: chromium,
        PATH: join(root, 'ui-tests/node_modules/.bin') + delimiter + env.PATH
      }
    });
  }
}
