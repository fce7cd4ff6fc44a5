/** What the lake remembers of one key: a row of the first-seen statement. Times are epoch milliseconds, UTC. */
export interface IKeyHistory {
  /** What the key belongs to (a principal of principal × operation); keys of one group share a history. */
  group: string;
  first: number;
  last: number;
  count: number;
  /** When the group was seen first, where not all of its keys are given; else the earliest of them. */
  groupFirst?: number;
}

export interface IFirstSeenOptions {
  /** The memory: [from, to) that the statement covered. */
  from: number;
  to: number;
  /** Seen first within this long before `to` is new. */
  recentMs: number;
  /** A group seen for less than this before the recent part says nothing about what is usual for it. */
  leastHistoryMs: number;
}

export interface IFirstSeen {
  /** Indices of the keys that are new, latest first. */
  fresh: number[];
  /** Indices of the keys that are new but whose group has too little history to say so. */
  unproven: number[];
  /** Length of the recent part and of the memory before it, in milliseconds: the honest sentence needs both. */
  recentMs: number;
  memoryMs: number;
}

/**
 * Which keys appeared in the recent part and were never seen in the memory before it.
 *
 * A key is only called new when its group was there long enough before: a principal that is itself three days old
 * does everything for the first time. Keys whose times lie outside the memory, or aren't finite, are neither.
 */
export function firstSeen(keys: readonly IKeyHistory[], options: IFirstSeenOptions): IFirstSeen {
  const recentFrom = Math.max(options.from, options.to - options.recentMs);
  const groupFirst = new Map<string, number>();
  for (const key of keys) {
    const earliest = groupFirst.get(key.group) ?? Infinity;
    const first = Math.min(key.first, key.groupFirst ?? key.first);
    groupFirst.set(key.group, first < earliest ? first : earliest);
  }
  const recent = keys
    .map((key, index) => ({ index, first: key.first, group: key.group }))
    .filter(key => key.first >= recentFrom && key.first < options.to)
    .sort((a, b) => b.first - a.first || a.index - b.index);
  const proven = (group: string) =>
    recentFrom - (groupFirst.get(group) as number) >= options.leastHistoryMs;
  return {
    fresh: recent.filter(key => proven(key.group)).map(key => key.index),
    unproven: recent.filter(key => !proven(key.group)).map(key => key.index),
    recentMs: options.to - recentFrom,
    memoryMs: recentFrom - options.from
  };
}
