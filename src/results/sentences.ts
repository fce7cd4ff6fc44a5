import type { TranslationBundle } from '@jupyterlab/translation';

import { DAY_MS, MINUTE_MS } from '../lake/time';
import type { Measure } from '../questions/types';
import type { KeyTuple } from '../sql/types';
import type { IEntry } from './entries';
import { fieldWord } from './format';
import type { Format } from './format';
import { keyText } from './keys';
import { intervalText, LEVEL, slopeUnit } from './slope';

/** A part of a sentence: plain words, words that carry the message, or the keys of the series. */
export type Part = { text: string } | { strong: string } | { keys: KeyTuple };

/** What a sentence needs beside its entry. */
export interface ISentenceContext {
  trans: TranslationBundle;
  format: Format;
  measure: Measure;
  bucketMs: number;
  keys: KeyTuple;
  /** The year is said when the range isn't of the year in which it was run. */
  withYear: boolean;
  /** Sum over the buckets of an outlier, where it is one and known; said of outliers longer than a bucket. */
  total?: number;
  /** When the level after a change ended, epoch milliseconds; NaN or left out when it lasts to the end of the range. */
  until?: number;
}

// Marks that the translated text carries to the places of its parts; private use, so no translation holds them.
const slot = (i: number) => `\ue000${i}\ue001`;
const SLOTS = /\ue000(\d)\ue001/;

function compose(text: string, parts: Part[]): Part[] {
  return text
    .split(SLOTS)
    .map((piece, i) => (i % 2 === 0 ? { text: piece } : parts[Number(piece)]))
    .filter(part => !('text' in part) || part.text !== '');
}

/** What happened, in one sentence with its numbers. */
export function sentenceOf(entry: IEntry, context: ISentenceContext): Part[] {
  switch (entry.kind) {
    case 'outlier':
      return outlierSentence(entry, context);
    case 'change':
      return changeSentence(entry, context);
    case 'beacon':
      return beaconSentence(entry, context);
    case 'silence':
      return silenceSentence(entry, context);
    case 'first-seen':
      return newSentence(entry, context);
    default:
      return trendSentence(entry, context);
  }
}

/** The same as plain text, for a ticket. */
export function plainSentence(entry: IEntry, context: ISentenceContext): string {
  const names = { null: 'NULL', empty: context.trans.__('(empty)') };
  return sentenceOf(entry, context)
    .map(part =>
      'keys' in part ? keyText(part.keys, names) : 'strong' in part ? part.strong : part.text
    )
    .join('');
}

function outlierSentence(entry: IEntry, context: ISentenceContext): Part[] {
  const { trans, format, measure, bucketMs } = context;
  const { id, args } = entry.message;
  const observed = number(args.observed);
  const expected = number(args.expected);
  const from = number(args.from);
  const to = number(args.to);
  const peak = number(args.peak, from);
  const parts: Part[] = [
    { keys: context.keys },
    { strong: format.amount(observed, measure, number(args.rows)) },
    { strong: format.time(peak, bucketMs, context.withYear) },
    { text: format.value(expected, measure) },
    { strong: trans.__('%1 ×', format.ratio(number(args.ratio, observed / expected))) },
    { text: format.buckets(Math.round((to - from) / bucketMs), bucketMs) },
    { text: format.span(from, to, bucketMs, context.withYear) },
    { strong: format.amount(context.total ?? NaN, measure) }
  ];
  const [key, amount, time, usual, times, length, span, total] = parts.map((_, i) => slot(i));
  const when = format.when(time, bucketMs);
  const said = (() => {
    switch (id) {
      case 'outlier-from-zero':
        return trans.__('%1 had %2 %3, where next to nothing was expected.', key, amount, when);
      case 'outlier-down':
        return trans.__(
          '%1 had only %2 %3, where about %4 were expected.',
          key,
          amount,
          when,
          usual
        );
      case 'outlier-to-zero':
        return trans.__('%1 had %2 %3, where about %4 were expected.', key, amount, when, usual);
      default:
        return trans.__('%1 had %2 %3, about %4 the %5 expected.', key, amount, when, times, usual);
    }
  })();
  if (!(to - from > bucketMs)) {
    return compose(said, parts);
  }
  const lasted = Number.isFinite(context.total)
    ? trans.__('It lasted %1 (%2 UTC), %3 in all.', length, span, total)
    : trans.__('It lasted %1 (%2 UTC).', length, span);
  return compose(`${said} ${lasted}`, parts);
}

function changeSentence(entry: IEntry, context: ISentenceContext): Part[] {
  const { trans, format, measure, bucketMs, withYear, until = NaN } = context;
  const { id, args } = entry.message;
  const before = number(args.before);
  const after = number(args.after);
  const from = number(args.from);
  const isOver = Number.isFinite(until);
  const parts: Part[] = [
    { keys: context.keys },
    {
      strong: isOver
        ? format.span(from, until, bucketMs, withYear)
        : format.time(from, bucketMs, withYear)
    },
    { strong: format.amount(after, measure) },
    { strong: format.value(before, measure) },
    { text: format.unit(bucketMs) },
    { text: format.confidence(number(args.confidence)) }
  ];
  const [key, when, level, old, unit, sure] = parts.map((_, i) => slot(i));
  if (isOver) {
    return compose(pastChange(), parts);
  }
  switch (id) {
    case 'change-from-zero':
      return compose(
        trans.__(
          'From %1 UTC on, %2 has had about %3 per %4, after next to nothing before (confidence %5).',
          when,
          key,
          level,
          unit,
          sure
        ),
        parts
      );
    case 'change-to-zero':
      return compose(
        trans.__(
          'From %1 UTC on, %2 has had next to nothing, after about %3 per %4 before (confidence %5).',
          when,
          key,
          old,
          unit,
          sure
        ),
        parts
      );
    default:
      return compose(
        trans.__(
          'From %1 UTC on, %2 has had about %3 per %4 instead of %5 (confidence %6).',
          when,
          key,
          level,
          unit,
          old,
          sure
        ),
        parts
      );
  }

  /** Of a level that another change ended. */
  function pastChange(): string {
    switch (id) {
      case 'change-from-zero':
        return trans.__(
          'Over %1 UTC, %2 had about %3 per %4, after next to nothing before (confidence %5).',
          when,
          key,
          level,
          unit,
          sure
        );
      case 'change-to-zero':
        return trans.__(
          'Over %1 UTC, %2 had next to nothing, after about %3 per %4 before (confidence %5).',
          when,
          key,
          old,
          unit,
          sure
        );
      default:
        return trans.__(
          'Over %1 UTC, %2 had about %3 per %4 instead of %5 (confidence %6).',
          when,
          key,
          level,
          unit,
          old,
          sure
        );
    }
  }
}

function beaconSentence(entry: IEntry, context: ISentenceContext): Part[] {
  const { trans, format, withYear } = context;
  const { args } = entry.message;
  const parts: Part[] = [
    { keys: context.keys },
    { strong: trans.__('every %1', format.duration(number(args.periodMs))) },
    { text: format.percent(number(args.jitter)) },
    { strong: format.number(number(args.beats)) },
    { text: format.percent(number(args.coverage)) },
    { text: format.span(number(args.from), number(args.to), MINUTE_MS, withYear) },
    { text: format.probability(number(args.p)) }
  ];
  const [key, period, jitter, beats, coverage, span, p] = parts.map((_, i) => slot(i));
  return compose(
    trans.__(
      '%1 comes %2, give or take %3 of that: %4 beats, %5 of those that fit into %6 UTC (chance %7).',
      key,
      period,
      jitter,
      beats,
      coverage,
      span,
      p
    ),
    parts
  );
}

function silenceSentence(entry: IEntry, context: ISentenceContext): Part[] {
  const { trans, format, measure, bucketMs } = context;
  const { id, args } = entry.message;
  const others = number(args.others, 0);
  const from = number(args.from);
  const to = number(args.to);
  const parts: Part[] = [
    { keys: context.keys },
    { strong: format.time(from, bucketMs, context.withYear) },
    { text: format.buckets(Math.round((to - from) / bucketMs), bucketMs) },
    { text: format.amount(Math.round(number(args.missed)), measure) },
    { text: format.value(number(args.usual), measure) },
    { text: format.unit(bucketMs) },
    { text: format.probability(number(args.p)) },
    { strong: format.span(from, to, bucketMs, context.withYear) }
  ];
  const [key, since, length, missed, usual, unit, p, span] = parts.map((_, i) => slot(i));
  const said =
    id === 'silence'
      ? trans.__(
          '%1 has been silent since %2 UTC, for %3 up to the end of the range.',
          key,
          since,
          length
        )
      : trans.__('%1 was silent for %3 (%2 UTC).', key, span, length);
  const usually = trans.__(
    'About %1 were expected in that time, at the usual %2 per %3 (chance %4).',
    missed,
    usual,
    unit,
    p
  );
  const together = trans._n(
    '%2 other source was silent with it.',
    '%2 other sources were silent with it.',
    others,
    format.number(others)
  );
  return compose([said, usually, ...(others > 0 ? [together] : [])].join(' '), parts);
}

function newSentence(entry: IEntry, context: ISentenceContext): Part[] {
  const { trans, format } = context;
  const { args } = entry.message;
  const parts: Part[] = [
    { keys: context.keys },
    { strong: format.time(number(args.from), MINUTE_MS, context.withYear) },
    { text: format.buckets(Math.floor(number(args.unseenMs) / DAY_MS), DAY_MS) },
    { strong: format.amount(number(args.events), { kind: 'count' }) }
  ];
  const [key, when, unseen, events] = parts.map((_, i) => slot(i));
  if (entry.message.id === 'first-seen-owner') {
    const others = number(args.others, 0);
    const said = trans.__(
      '%1 is new, and so is its %5 as a whole: first seen at %2 UTC and not once in the %3 before, with %4 since then.',
      key,
      when,
      unseen,
      events,
      fieldWord(String(args.owner))
    );
    const more = trans._n(
      '%2 more key of this %3 is new too.',
      '%2 more keys of this %3 are new too.',
      others,
      format.number(others),
      fieldWord(String(args.owner))
    );
    return compose(others > 0 ? `${said} ${more}` : said, parts);
  }
  return compose(
    trans.__(
      '%1 is new: first seen at %2 UTC and not once in the %3 before, with %4 since then.',
      key,
      when,
      unseen,
      events
    ),
    parts
  );
}

function trendSentence(entry: IEntry, context: ISentenceContext): Part[] {
  const { trans, format, measure, bucketMs } = context;
  const { args } = entry.message;
  const { unitMs, buckets } = slopeUnit(bucketMs);
  const per = (name: string) => number(args[name]) * buckets;
  const slope = per('slope');
  const p = number(args.p);
  const parts: Part[] = [
    { keys: context.keys },
    { strong: format.percent(Math.abs(per('relative'))) },
    { text: format.unit(unitMs) },
    { text: format.span(number(args.from), number(args.to), bucketMs, context.withYear) },
    { text: format.value(Math.abs(slope), measure) },
    { text: intervalText(per('low'), per('high'), measure, format) },
    { text: format.probability(p) }
  ];
  const [key, relative, unit, when, step, interval, chance] = parts.map((_, i) => slot(i));
  if (entry.direction === 'flat') {
    const isSteep = Math.abs(per('relative')) >= LEVEL;
    return compose(
      isSteep && Number.isFinite(p)
        ? trans.__(
            '%1 has no clear trend over %2 UTC: about %3 of its own level per %4 may be chance (p %5).',
            key,
            when,
            relative,
            unit,
            chance
          )
        : trans.__('%1 has no trend over %2 UTC.', key, when),
      parts
    );
  }
  const isUp = entry.direction === 'up';
  const said = isUp
    ? trans.__(
        '%1 rose by about %2 of its own level per %3 over %4 UTC, %5 more each %3.',
        key,
        relative,
        unit,
        when,
        step
      )
    : trans.__(
        '%1 fell by about %2 of its own level per %3 over %4 UTC, %5 less each %3.',
        key,
        relative,
        unit,
        when,
        step
      );
  const range = intervalText(per('low'), per('high'), measure, format)
    ? ` ${trans.__('The 95 % interval of the slope is %1.', interval)}`
    : '';
  return compose(said + range, parts);
}

function number(value: string | number | null | undefined, otherwise = NaN): number {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}
