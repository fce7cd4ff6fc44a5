import { abortError, AthenaError } from '../../athena/errors';
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

describe('a query that could not be stopped', () => {
  const unstopped = () => new AthenaError('stop-failed', { technical: 'no answer' });

  it('is the failure of a task that was cancelled', async () => {
    const task = new Task<number>(() => undefined);
    const slow = work<number>();
    const ended = task.start(slow.run);
    task.cancel();
    expect([task.state, task.isStopping]).toEqual(['cancelled', true]);
    const error = unstopped();
    slow.settle.fail(error);
    await ended;
    expect([task.state, task.error, task.isStopping]).toEqual(['failed', error, false]);
  });

  it('is told of when the task does something else meanwhile', async () => {
    const heard: AthenaError[] = [];
    const task = new Task<number>(
      () => undefined,
      Date.now,
      error => heard.push(error)
    );
    const leave = [
      () => void task.start(async () => 2),
      () => task.reset(),
      () => {
        task.cancel();
        task.reset();
      },
      () => task.dispose()
    ];
    for (const act of leave) {
      const slow = work<number>();
      const ended = task.start(slow.run);
      act();
      const before = [task.state, task.isStopping];
      slow.settle.fail(unstopped());
      await ended;
      expect(task.error).toBeNull();
      expect(before[1]).toBe(false);
    }
    expect(heard).toHaveLength(leave.length);
  });

  it('is stopping until the work has ended, and says so', async () => {
    const said: boolean[] = [];
    const task: Task<number> = new Task<number>(() => said.push(task.isStopping));
    const slow = work<number>();
    const ended = task.start(slow.run);
    task.cancel();
    slow.settle.fail(abortError());
    await ended;
    expect(said.slice(-2)).toEqual([true, false]);
    expect(task.state).toBe('cancelled');
  });
});
