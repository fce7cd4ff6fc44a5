import type { IReceipt } from './types';

/** Regions begin with the name of what AWS calls a partition. */
const CONSOLES: readonly [prefix: RegExp, host: (region: string) => string][] = [
  [/^cn-/, region => `${region}.console.amazonaws.cn`],
  [/^us-gov-/, () => 'console.amazonaws-us-gov.com'],
  [/^/, region => `${region}.console.aws.amazon.com`]
];

/**
 * The page of a query in Athena's console; null for the local engine, and for a receipt that isn't one (a saved
 * result may come from anywhere).
 */
export function consoleLink({ region, queryId }: IReceipt): string | null {
  if (!/^[a-z]{2}(-[a-z]+)+-\d$/.test(region ?? '') || !/^[A-Za-z0-9-]{1,128}$/.test(queryId)) {
    return null;
  }
  const host = CONSOLES.find(([prefix]) => prefix.test(region!))![1](region!);
  return `https://${host}/athena/home?region=${region}#/query-editor/history/${queryId}`;
}
