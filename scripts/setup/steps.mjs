// The steps from a fresh clone to something that runs. Each has a stamp of its inputs, so that a second time is quick.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync
} from 'node:fs';
import { join, resolve } from 'node:path';
import { bin, core, installedLabextension, labextension } from './environment.mjs';
import { findPython, venvCommand } from './python.mjs';
import { fail, work } from './run.mjs';

const stampFile = join('.venv', 'setup-stamp.json');

/** sha256 over files and folders, tests left out. */
function hash(...paths) {
  const sum = createHash('sha256').update(process.version.split('.')[0]);
  const add = path => {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat?.isDirectory()) {
      readdirSync(path)
        .sort()
        .filter(name => name !== '__tests__')
        .forEach(name => add(join(path, name)));
    } else if (stat) {
      sum.update(path).update(readFileSync(path));
    }
  };
  paths.forEach(add);
  return sum.digest('hex');
}

function readStamp() {
  try {
    return JSON.parse(readFileSync(stampFile, 'utf8'));
  } catch {
    return {};
  }
}

/** Does `action` unless it was done with the same inputs and its result is still there. */
async function step(name, key, isThere, action) {
  if (readStamp()[name] === key && isThere()) {
    return;
  }
  await action();
  mkdirSync('.venv', { recursive: true });
  writeFileSync(stampFile, JSON.stringify({ ...readStamp(), [name]: key }));
}

const pythonPackages = () =>
  step(
    'pip',
    hash('requirements-dev.txt'),
    () => existsSync(join(bin, 'jupyter-lab')),
    () =>
      work('Python packages', 'python', [
        '-m',
        'pip',
        'install',
        '-q',
        '-r',
        'requirements-dev.txt'
      ])
  );

const npmPackages = () =>
  step(
    'npm',
    hash('package-lock.json', '.npmrc'),
    () => existsSync('node_modules/typescript'),
    () => work('npm packages', 'npm', ['ci', '--loglevel=error'])
  );

/** Everything that `start` and `test` stand on. */
export async function setUp() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    fail(`Node.js 20 or newer is needed; this is ${process.version}.`);
  }
  await step(
    'venv',
    'v1',
    () => existsSync(join(bin, 'python')),
    () => {
      console.log('Setting up (the first time takes some minutes; later starts take seconds)');
      return work('Python environment .venv', ...venvCommand(findPython()));
    }
  );
  await Promise.all([pythonPackages(), npmPackages()]);
  const sources = [
    ...['package-lock.json', 'package.json', 'tsconfig.json', 'scripts/core.mjs'],
    ...['src', 'style', 'schema']
  ];
  await step(
    'build',
    hash(...sources),
    () => existsSync(`${labextension}/package.json`) && existsSync(core),
    () => work('Front end', 'npm', ['run', '-s', 'build:prod'])
  );
  const declared = ['pyproject.toml', 'install.json', 'jupyter-config', 'package.json'];
  await step(
    'install',
    hash(...declared),
    () => existsSync(installedLabextension),
    async () => {
      await work('Extension into .venv', 'python', [
        '-m',
        'pip',
        'install',
        '-q',
        '--no-deps',
        '--no-build-isolation',
        '-e',
        '.'
      ]);
      // A link in place of the copy, so that a rebuild shows without another install.
      rmSync(installedLabextension, { recursive: true, force: true });
      symlinkSync(resolve(labextension), installedLabextension, 'dir');
    }
  );
}
