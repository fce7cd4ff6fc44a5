// Where things are, and the environment every child process gets: the checkout's own tools first on PATH.
import { delimiter, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const bin = join(root, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
export const core = 'jupyter_security_lake_ml/core.js';
export const labextension = 'jupyter_security_lake_ml/labextension';
export const installedLabextension = '.venv/share/jupyter/labextensions/jupyter-security-lake-ml';
export const demoLake = join(root, 'demo-lake');

export const env = {
  ...process.env,
  PATH: [bin, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter),
  VIRTUAL_ENV: join(root, '.venv'),
  PIP_DISABLE_PIP_VERSION_CHECK: '1',
  PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  // The steps build the labextension themselves; pip's build hook must not do it again.
  SKIP_JUPYTER_BUILDER: '1'
};
delete env.PYTHONHOME;
