// Which Python, and how it makes a virtual environment.
import { ask, fail } from './run.mjs';

/** First of $PYTHON and the usual names that is 3.11 or newer. */
export function findPython() {
  const names = [process.env.PYTHON, 'python3.13', 'python3.12', 'python3.11', 'python3', 'python'];
  for (const name of names.filter(Boolean)) {
    if (ask(name, ['-c', 'import sys; sys.exit(sys.version_info < (3, 11))']) !== null) {
      return name;
    }
  }
  return fail('Python 3.11 or newer is needed; set PYTHON to its path.');
}

/** Command and arguments that make `.venv`, with what this Python has. */
export function venvCommand(python) {
  if (ask(python, ['-c', 'import venv, ensurepip']) !== null) {
    return [python, ['-m', 'venv', '.venv']];
  }
  if (ask(python, ['-m', 'virtualenv', '--version']) !== null) {
    return [python, ['-m', 'virtualenv', '-q', '.venv']];
  }
  if (ask('uv', ['--version']) !== null) {
    return ['uv', ['venv', '--seed', '--python', python, '.venv']];
  }
  return fail(
    'this Python has no venv module. Run: sudo apt-get install -y python3-venv   (or: python3 -m pip install --user virtualenv)'
  );
}
