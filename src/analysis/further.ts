import { DAY_MS, MINUTE_MS } from '../lake/time';
import { AthenaError, isAbort } from '../athena/errors';
import type { QueryClient } from '../athena/client';
import type { IReceipt } from '../athena/types';
import type { IFindingSet } from '../findings/types';
import type { DetectorName } from '../questions/types';
import { gridOf } from '../series/grid';
import { BEACON_PAIRS } from '../sql/beacon';
import { ownerOf, PROBE_DAYS } from '../sql/first-seen-rows';
import { pageRows } from '../sql/page-rows';
import type { IStatement, KeyTuple } from '../sql/types';
import { daysIn } from './day-plan';
import type { IFullPlan } from './plan';
import { SpecError } from './types';
import type { IArrivalsSpec, RowsOf } from './worker-protocol';

/** What the statements beside the series cost, and those that gave no answer. */
export interface IFurther {
  receipts: IReceipt[];
  /** Days that each of these read. */
  days: Map<IReceipt, number>;
  failed: NonNullable<IFindingSet['failed']>;
}

export interface IFurtherOptions {
  /** Idempotency token of the run; each statement has its own, made from it. */
  token: string;
  signal?: AbortSignal;
  /** Takes the rows as they come. */
  onRows: (rows: (string | null)[][], of: RowsOf) => void;
  /** Bytes scanned so far by all of them. */
  onScanned?: (bytes: number) => void;
}

/** What the worker has to know of the further statements; null when the question has none. */
export function arrivalsOf(plan: IFullPlan): IArrivalsSpec | null {
  const { detectors } = plan.question;
  if (!detectors.includes('first-seen') && !detectors.includes('periodicity')) {
    return null;
  }
  return {
    grid: gridOf(plan.range, plan.bucketMs),
    keyNames: plan.keyNames,
    owner: ownerOf(plan.question),
    firstSeen: detectors.includes('first-seen') ? plan.memory : null
  };
}

/**
 * Runs the statements that the question's detectors need beside the series. One that fails is named, the others and
 * the series go on: they were paid for.
 *
 * Rejects with an `AbortError` when the signal fired, or with `stop-failed` when a query could not be stopped then.
 */
export async function askFurther(
  plan: IFullPlan,
  queries: QueryClient,
  options: IFurtherOptions
): Promise<IFurther> {
  const further: IFurther = { receipts: [], days: new Map(), failed: [] };
  const scanned = new Map<string, number>();
  const ask = async (
    statement: IStatement,
    of: RowsOf,
    days: number,
    name: string = of,
    onRows = options.onRows
  ): Promise<void> => {
    const { receipt } = await queries.run(statement, {
      signal: options.signal,
      token: `${options.token}-${name}`,
      ...(name === 'beacon-minutes' ? { pageRows: pageRows((days * DAY_MS) / MINUTE_MS) } : {}),
      onProgress: ({ scannedBytes }) => {
        scanned.set(name, scannedBytes);
        options.onScanned?.([...scanned.values()].reduce((sum, bytes) => sum + bytes, 0));
      },
      onPage: page => onRows(page.rows, of)
    });
    further.receipts.push(receipt);
    further.days.set(receipt, days);
  };
  const attempt = async (detector: DetectorName, work: () => Promise<void>): Promise<void> => {
    if (!plan.question.detectors.includes(detector)) {
      return;
    }
    try {
      await work();
    } catch (error) {
      if (isAbort(error) || !(error instanceof AthenaError) || options.signal?.aborted) {
        throw error;
      }
      if (error.receipt) {
        further.receipts.push(error.receipt);
      }
      further.failed.push({ detector, reason: error.technical || error.message });
    }
  };
  const newKeys = async (): Promise<void> => {
    const days = (plan.memory.to - plan.memory.from) / DAY_MS;
    await allOf([
      ask(plan.firstSeen(), 'first-seen', days),
      ...plan.tables.map((table, i) =>
        ask(plan.remembers(table), 'memory', PROBE_DAYS, `memory-${i}`)
      )
    ]);
  };
  const beacons = async (): Promise<void> => {
    const days = daysIn([plan.readable]);
    const steady: KeyTuple[] = [];
    await ask(plan.beaconCoverage(), 'beacon-minutes', days, 'beacon-coverage', rows => {
      steady.push(...rows.map(row => row.slice(0, plan.keyNames.length)));
    });
    if (steady.length > 0) {
      await ask(minutesOf(plan, steady.slice(0, BEACON_PAIRS)), 'beacon-minutes', days);
    }
  };
  await allOf([attempt('first-seen', newKeys), attempt('periodicity', beacons)]);
  return further;
}

/** The steadiest of the keys by the minute: as many as one statement can name, since a key may be very long. */
function minutesOf(plan: IFullPlan, steady: readonly KeyTuple[]): IStatement {
  for (let most = steady.length; most > 1; most = Math.ceil(most / 2)) {
    try {
      return plan.beaconMinutes(steady.slice(0, most));
    } catch (error) {
      if (!(error instanceof SpecError)) {
        throw error;
      }
    }
  }
  return plan.beaconMinutes(steady.slice(0, 1));
}

/** Waits for all, whatever becomes of them, and rejects with the first that did. */
async function allOf(work: Promise<void>[]): Promise<void> {
  for (const outcome of await Promise.allSettled(work)) {
    if (outcome.status === 'rejected') {
      throw outcome.reason;
    }
  }
}
