// The browser of the UI tests: the one that is there, else Debian's, else a clear failure; never a silent skip.
import { existsSync } from 'node:fs';
import { ask, fail, work } from './run.mjs';

const places = [
  process.env.CHROMIUM_PATH,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
];
const find = () => places.find(path => path && existsSync(path));

/** Path of a Chromium, installed first where that is possible. */
export async function chromium() {
  if (!find() && process.getuid?.() === 0 && ask('apt-get', ['--version']) !== null) {
    await work('Package lists', 'apt-get', ['update', '-qq']);
    await work('Chromium', 'apt-get', [
      'install',
      '-y',
      '-qq',
      '--no-install-recommends',
      'chromium',
      'fonts-dejavu-core'
    ]);
  }
  return (
    find() ??
    fail('UI tests need Chromium. Run: sudo apt-get install -y chromium   (or set CHROMIUM_PATH)')
  );
}
