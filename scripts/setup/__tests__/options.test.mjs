import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startOptions } from '../options.mjs';

test('nothing given: the demo lake at the usual port, with a browser', () => {
  assert.deepEqual(startOptions([]), {
    port: 8888,
    browser: true,
    lake: null,
    baseUrl: '/',
    rest: []
  });
});

test('own options are taken in both forms, others are passed on in their order', () => {
  const options = startOptions([
    '--port',
    '9000',
    '--lake=my lake',
    '--collaborative',
    '--no-browser',
    '--x=1'
  ]);
  assert.equal(options.port, 9000);
  assert.equal(options.lake, 'my lake');
  assert.equal(options.browser, false);
  assert.deepEqual(options.rest, ['--collaborative', '--x=1']);
});

test('a base URL begins with one slash and ends without', () => {
  assert.equal(startOptions(['--base-url', 'x/y/']).baseUrl, '/x/y');
  assert.equal(startOptions(['--base-url=/']).baseUrl, '/');
});

test('a value that is missing or is no port is said, not guessed', () => {
  assert.throws(() => startOptions(['--port']), /--port needs a value/);
  assert.throws(() => startOptions(['--lake', '--no-browser']), /--lake needs a value/);
  assert.throws(() => startOptions(['--port', '99999']), /no port/);
});
