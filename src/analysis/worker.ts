import { rehearsal } from './rehearsal';
import { WorkerJob } from './worker-job';
import type { FromWorker, ToWorker } from './worker-protocol';

/** The parts of a worker's global scope that are used. */
export interface IWorkerScope {
  postMessage(message: FromWorker, transfer?: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: { data: ToWorker }) => void): void;
}

/** Milliseconds of work between two looks at the messages. */
const SLICE = 40;
/** Milliseconds between two reports. */
const REPORT = 100;

export interface IServeOptions {
  /** Milliseconds of work at a time. */
  slice?: number;
  /** Clock in milliseconds. */
  now?: () => number;
  /** Whether the code may be run for nothing at first while nothing else is to be done; not on the main thread. */
  rehearses?: boolean;
}

/**
 * Serves jobs: a new one replaces the present one. Nothing that JupyterLab shares may be imported here or below: a
 * worker's chunk has no share scope and would fail at load.
 *
 * @returns Ends the service.
 */
export function serve(
  scope: IWorkerScope,
  { slice = SLICE, now = () => performance.now(), rehearses = false }: IServeOptions = {}
): () => void {
  let current: { id: number; job: WorkerJob } | null = null;
  const rehearsed: Iterator<void> | null = rehearses ? rehearsal() : null;
  let isScheduled = false;
  let reported = 0;

  const schedule = (): void => {
    if (!isScheduled) {
      isScheduled = true;
      setTimeout(work, 0);
    }
  };

  /** Goes on with the rehearsal; whether there is more of it. */
  const rehearse = (): boolean => {
    if (rehearsed?.next().done !== false) {
      return false;
    }
    schedule();
    return true;
  };

  const work = (): void => {
    isScheduled = false;
    if (!current) {
      rehearse();
      return;
    }
    const { id, job } = current;
    try {
      const state = job.advance(slice, now);
      if (state === 'done') {
        current = null;
        const { read, findings } = job.result;
        if (read) {
          scope.postMessage({ type: 'packed', job: id, packed: read.packed });
        }
        const series = read?.series;
        const arrays = series ? [series.values, series.missing, series.weights] : [];
        const buffers = arrays.flatMap(array => (array ? [array.buffer] : []));
        const result = { read: series ? { series } : null, findings };
        scope.postMessage({ type: 'done', job: id, result }, buffers);
        return;
      }
      const isRehearsing = state === 'waiting' && rehearse();
      if (!isRehearsing && now() - reported >= REPORT) {
        reported = now();
        scope.postMessage({ type: 'progress', job: id, progress: job.progress });
      }
      if (state === 'more') {
        schedule();
      }
    } catch (error) {
      current = null;
      const message = error instanceof Error ? error.message : String(error);
      scope.postMessage({ type: 'failed', job: id, message });
    }
  };

  scope.addEventListener('message', ({ data }) => {
    if (data.type === 'open') {
      current = { id: data.job, job: new WorkerJob(data.spec) };
    } else if (current?.id !== data.job) {
      return;
    } else if (data.type === 'rows') {
      current.job.add(data.rows, data.of);
    } else if (data.type === 'whole') {
      current.job.whole();
    } else {
      current.job.close(data.missing, data.failed);
    }
    schedule();
  });
  scope.postMessage({ type: 'ready' });
  if (rehearses) {
    schedule();
  }
  return () => {
    current = null;
  };
}

// In a test this file is imported by something that isn't a worker.
declare const WorkerGlobalScope: { new (): unknown } | undefined;
if (typeof WorkerGlobalScope !== 'undefined' && self instanceof WorkerGlobalScope) {
  serve(self as unknown as IWorkerScope, { rehearses: true });
}
