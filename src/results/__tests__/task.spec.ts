import { abortError } from '../../athena/errors';
import { Task } from '../task';

/** Work that the test ends. */
function work<T>() {
  let settle!: { done: (value: T) => void; fail: (error: unknown) => void };
  let signal!: AbortSignal;
  const promise = new Promise<T>((done, fail) => (settle = { done, fail }));
  return {
    run: (given: AbortSignal) => {
      signal = given;
      return promise;
    },
    get signal() {
      return signal;
    },
    get settle() {
      return settle;
    }
  };
}

describe('Task', () => {
  it('keeps the last answer while it runs again and when that fails', async () => {
    const task = new Task<number>(() => undefined);
    await task.start(async () => 1);
    const again = work<number>();
    const ended = task.start(again.run);
    expect([task.state, task.value]).toEqual(['running', 1]);
    again.settle.fail(new Error('no'));
    await ended;
    expect([task.state, task.value]).toEqual(['failed', 1]);
  });

  it('drops the answer of an older start', async () => {
    const task = new Task<number>(() => undefined);
    const old = work<number>();
    const first = task.start(old.run);
    const second = task.start(async () => 2);
    expect(old.signal.aborted).toBe(true);
    old.settle.done(1);
    await Promise.all([first, second]);
    expect(task.value).toBe(2);
  });

  it('is cancelled at once, whatever the work does', async () => {
    const task = new Task<number>(() => undefined);
    const slow = work<number>();
    const ended = task.start(slow.run);
    task.cancel();
    expect([task.state, slow.signal.aborted]).toEqual(['cancelled', true]);
    slow.settle.done(1);
    await ended;
    expect([task.state, task.value]).toEqual(['cancelled', null]);
  });

  it('takes an abort by the work itself for a cancel, not for a failure', async () => {
    const task = new Task<number>(() => undefined);
    await task.start(() => Promise.reject(abortError()));
    expect(task.state).toBe('cancelled');
  });

  it('says nothing once it is disposed', async () => {
    let said = 0;
    const task = new Task<number>(() => said++);
    const slow = work<number>();
    const ended = task.start(slow.run);
    const before = said;
    task.dispose();
    slow.settle.done(1);
    await ended;
    expect(said).toBe(before);
    expect(slow.signal.aborted).toBe(true);
  });
});
