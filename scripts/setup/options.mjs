// Options of `npm start`: our own are taken out, the rest goes to `jupyter lab` as it is.

/** @returns {{port: number, browser: boolean, lake: string | null, baseUrl: string, rest: string[]}} */
export function startOptions(args) {
  const options = { port: 8888, browser: true, lake: null, baseUrl: '/', rest: [] };
  const value = (name, i) => {
    const [, inline] = args[i].split(/=(.*)/s);
    const text = inline ?? args[i + 1];
    if (text === undefined || (inline === undefined && text.startsWith('--'))) {
      throw new Error(`${name} needs a value`);
    }
    return { text, next: inline === undefined ? i + 1 : i };
  };
  for (let i = 0; i < args.length; i++) {
    const name = args[i].split('=')[0];
    if (name === '--no-browser') {
      options.browser = false;
    } else if (name === '--port' || name === '--lake' || name === '--base-url') {
      const { text, next } = value(name, i);
      i = next;
      if (name === '--port') {
        options.port = Number(text);
        if (!Number.isInteger(options.port) || options.port < 1 || options.port > 65535) {
          throw new Error(`--port ${text} is no port (1 to 65535)`);
        }
      } else if (name === '--lake') {
        options.lake = text;
      } else {
        options.baseUrl = `/${text.replace(/^\/+|\/+$/g, '')}`;
      }
    } else {
      options.rest.push(args[i]);
    }
  }
  return options;
}
