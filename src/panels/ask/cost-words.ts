import type { TranslationBundle } from '@jupyterlab/translation';

import type { ICost, ISpread } from '../../analysis/cost';
import { bytesText, moneyText } from '../../athena/price';

/** What is known of a run's cost, a sentence each: what it reads and costs, what bounds it, and what is here. */
export function costWords(cost: ICost, trans: TranslationBundle): string[] {
  const { days, keptDays, notKept, anew } = cost;
  const words = [mainWord(cost, trans)];
  if (keptDays > 0) {
    const all = Math.max(Math.ceil(days), keptDays);
    words.push(trans.__('%1 of %2 days already here, free', String(keptDays), String(all)));
  }
  if (notKept) {
    words.push(notKeptWord(notKept, cost.serverReason, trans));
  }
  if (anew > 0) {
    const count = String(Math.ceil(anew));
    words.push(trans.__('New keys are looked for anew in %1 days at each run', count));
  }
  return words;
}

function mainWord(cost: ICost, trans: TranslationBundle): string {
  if (cost.free) {
    return cost.demo ? trans.__('Demo lake: free') : trans.__('Local engine: free');
  }
  if (cost.queries === 0) {
    return trans.__('Reads nothing: free');
  }
  return trans.__('%1 · %2', readsWord(cost, trans), boundWord(cost, trans));
}

function notKeptWord(
  why: NonNullable<ICost['notKept']>,
  serverReason: string,
  trans: TranslationBundle
): string {
  switch (why) {
    case 'off-server':
      return (
        serverReason.replace(/\.$/, '') ||
        trans.__('Its days are not kept: the server is set to keep none')
      );
    case 'off-here':
      return trans.__('Its days are not kept: that is turned off in your settings');
    case 'other-time':
      return trans.__('Its days are not kept: what comes in today may count for an earlier day');
    case 'two-versions':
      return trans.__('Its days are not kept: both versions of the source are read together');
    case 'too-many':
      return trans.__('Its days are not kept: there are more than 100,000 series');
    case 'values':
      return trans.__('Its days are not kept: a value of its filter looks like a date of a range');
  }
}

/** `Reads ≈ 0.9–1.3 GB, $0.005–$0.007`, or that nobody knows. */
function readsWord({ bytes, money }: ICost, trans: TranslationBundle): string {
  if (!bytes || !money) {
    return trans.__('First run of this kind: no estimate');
  }
  const { currency } = money;
  const amount = spreadText(money, value => moneyText({ amount: value, currency }));
  const read = spreadText(bytes, bytesText);
  return amount.startsWith('<')
    ? trans.__('Reads ≈ %1, %2', read, amount)
    : trans.__('Reads ≈ %1, about %2', read, amount);
}

/** `stops at 20 GB ($0.10)`, or that nothing stops it. */
function boundWord({ cutoffBytes, cutoffMoney }: ICost, trans: TranslationBundle): string {
  return cutoffBytes === null || cutoffMoney === null
    ? trans.__('no limit set in the workgroup')
    : trans.__('each query stops at %1 (%2)', bytesText(cutoffBytes), moneyText(cutoffMoney));
}

/** Both ends, or one where they read the same; the unit once where both have it. */
function spreadText({ low, high }: ISpread, text: (value: number) => string): string {
  const [from, to] = [text(low), text(high)];
  const [number, unit] = from.split(' ');
  const begun = unit !== undefined && to.endsWith(` ${unit}`) ? number : from;
  return from === to ? to : `${begun}–${to}`;
}
