import type { IFailure } from './failure';

/** Failures between the page and this Jupyter server, or in the extension on it. */
export const CONNECTION = {
  'network-lost': {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('The connection to the Jupyter server was lost.'),
    advice: t =>
      t.__('Check the network. A query that was started goes on; open it again to see its result.'),
    signs: [{ from: 'http', status: [0] }],
    example: { from: 'http', status: 0, text: 'Failed to fetch' }
  },
  'server-missing': {
    turn: 'administrator',
    sentence: t => t.__('The Security Lake part of the Jupyter server is not running.'),
    advice: t =>
      t.__(
        'Run “jupyter server extension enable jupyter_security_lake_ml” in the environment of the Jupyter server and restart it.'
      ),
    signs: [{ from: 'http', status: [404, 405] }],
    example: { from: 'http', status: 404, text: 'Not Found' }
  },
  'page-outdated': {
    turn: 'you',
    sentence: t => t.__('The Jupyter server did not accept this page.'),
    advice: t => t.__('Reload the page in the browser; nothing that was saved is lost.'),
    signs: [{ from: 'http', status: [403], text: /xsrf/i }],
    example: { from: 'http', status: 403, text: "'_xsrf' argument missing from POST" }
  },
  'signed-out': {
    turn: 'you',
    sentence: t => t.__('You are signed out of the Jupyter server.'),
    advice: t => t.__('Sign in again in another tab or reload this page, then try again.'),
    signs: [{ from: 'http', status: [401, 403] }],
    example: { from: 'http', status: 403, text: 'Forbidden' }
  },
  'too-large': {
    turn: 'you',
    sentence: t => t.__('The request is larger than the server takes.'),
    advice: t => t.__('Use fewer values in the filter, or a shorter list of keys.'),
    signs: [{ from: 'http', status: [413] }],
    example: { from: 'http', status: 413, text: 'Request Entity Too Large' }
  },
  'server-busy': {
    turn: 'wait',
    transient: true,
    sentence: t => t.__('The Jupyter server does not answer properly at the moment.'),
    advice: t =>
      t.__('It may be restarting. Wait a moment and try again; a query that was started goes on.'),
    signs: [{ from: 'http', status: [408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524] }],
    example: { from: 'http', status: 502, text: '<html><h1>502 Bad Gateway</h1></html>' }
  },
  'foreign-answer': {
    turn: 'administrator',
    sentence: t =>
      t.__('Something between this page and the Jupyter server answered in its place.'),
    advice: t =>
      t.__(
        'Reload the page. If it stays, ask whoever runs the proxy or the sign-in page to let it through.'
      ),
    signs: [{ from: 'http' }],
    example: { from: 'http', status: 200, text: '<html><title>Sign in</title></html>' }
  },
  'stop-failed': {
    turn: 'you',
    sentence: t => t.__('The query could not be stopped; it may still be running.'),
    advice: t =>
      t.__(
        'Stop it in the Athena console under “Recent queries” when the connection is back; the details hold its id.'
      ),
    signs: [],
    example: null
  }
} satisfies Record<string, IFailure>;
