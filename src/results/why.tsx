import * as React from 'react';

import { missingOf } from '../analysis/expired';
import { Button } from './button';
import { useResult } from './context';
import type { IEntry } from './entries';
import { beaconFigures, newFigures } from './figures';
import type { Figure } from './figures';
import { ruleText } from './rule';
import { missingWord, needsYear } from './scope';
import { intervalText, slopeUnit } from './slope';

/** The numbers behind a finding, or behind the bucket that was picked, and the rule that decided. */
export function Why(props: { entry: IEntry }): React.ReactElement | null {
  const { model } = useResult();
  const { trans, format, investigation } = model;
  const { entry } = props;
  const { picked, grid, detail } = investigation;
  if (!grid || !detail) {
    return null;
  }
  const outlier = entry.finding?.kind === 'outlier' ? entry.finding.detail : null;
  const index = picked ?? outlier?.peak ?? null;
  const figures = index === null ? figuresOf(entry) : bucketFigures(index);
  const rule = index === null ? '' : ruleOf(index);
  const time =
    picked === null
      ? ''
      : format.time(
          (grid.start + picked) * grid.bucketMs,
          grid.bucketMs,
          needsYear(model.document)
        );
  return (
    <div className="jp-SecurityLake-why" role="group" aria-label={trans.__('Why')}>
      <dl className="jp-SecurityLake-why-figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt className="jp-SecurityLake-figure-name">{name}</dt>
            <dd className="jp-SecurityLake-figure-value">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="jp-SecurityLake-why-rule" aria-live="polite">
        {picked !== null && <b>{trans.__('%1 UTC', time)}</b>} {rule}{' '}
        {!detail.own && (index !== null || isFitted(entry)) && (
          <span className="jp-SecurityLake-faint">
            {trans.__('Model: %1.', detail.detection.model)}
          </span>
        )}{' '}
        {picked !== null && (
          <Button kind="link" onClick={() => investigation.pick(null)}>
            {trans.__('Back to the finding')}
          </Button>
        )}
      </p>
    </div>
  );

  function show(value: number): string {
    return format.value(value, investigation.measure);
  }

  function bucketFigures(bucket: number): Figure[] {
    const why = investigation.why(bucket);
    const observed = why?.observed ?? detail?.values[bucket] ?? NaN;
    const seen: Figure = [
      trans.__('seen'),
      Number.isFinite(observed) ? show(observed) : missingWord(missingCode(bucket), trans)
    ];
    if (!why) {
      return [seen];
    }
    // A bucket that isn't judged has none of these; dashes would look like numbers that got lost.
    const known: [number | undefined, string, (value: number) => string][] = [
      [why.rows, trans.__('of events'), value => format.number(value)],
      [why.expected, trans.__('expected'), show],
      // No measure goes below zero, whatever the spread of the model.
      [
        why.upper,
        trans.__('usual range'),
        high => `${show(Math.max(0, why.lower))} – ${show(high)}`
      ],
      [why.p, trans.__('chance'), value => format.probability(value)],
      // Without probabilities it is the distance that decides.
      [
        Number.isFinite(why.p) ? NaN : why.effect,
        trans.__('quartile ranges away'),
        value => format.ratio(value)
      ],
      [why.wouldFlagAbove, trans.__('would flag from'), show],
      [why.wouldFlagBelow >= 0 ? why.wouldFlagBelow : NaN, trans.__('or down to'), show]
    ];
    return [
      seen,
      ...known
        .filter(([value]) => value !== undefined && Number.isFinite(value))
        .map(([value, name, say]): Figure => [name, say(value ?? NaN)])
    ];
  }

  function missingCode(bucket: number): number {
    const { document } = model;
    return document && grid === document.series?.grid ? (missingOf(document)?.[bucket] ?? 0) : 0;
  }

  function ruleOf(bucket: number): string {
    const why = investigation.why(bucket);
    if (!why) {
      return '';
    }
    const profile = model.document?.spec.detectors.profile ?? 'count';
    const isBounded = detail?.detection.upper.some(Number.isFinite) ?? false;
    const rule = ruleText({ ...why, profile, isBounded }, trans);
    return why.flagged ? trans.__('Flagged: %1.', rule) : trans.__('Not flagged: %1.', rule);
  }

  function figuresOf({ kind, message: { args } }: IEntry): Figure[] {
    const at = (name: string) => Number(args[name] ?? NaN);
    if (kind === 'first-seen') {
      return newFigures(entry, format, trans, needsYear(model.document));
    }
    if (kind === 'beacon') {
      return beaconFigures(entry, format, trans);
    }
    if (kind === 'silence') {
      const unit = format.unit(grid?.bucketMs ?? 1);
      return [
        [trans.__('usually per %1', unit), show(at('usual'))],
        [trans.__('expected then'), show(Math.round(at('missed')))],
        [trans.__('seen'), show(0)],
        [trans.__('chance'), format.probability(at('p'))]
      ];
    }
    if (kind === 'change') {
      const factor = at('after') / at('before');
      const times: Figure = [trans.__('factor'), trans.__('× %1', format.ratio(factor))];
      return [
        [trans.__('level before'), show(Math.max(0, at('before')))],
        [trans.__('level after'), show(Math.max(0, at('after')))],
        ...(factor > 0 && Number.isFinite(factor) ? [times] : []),
        [trans.__('confidence'), format.confidence(at('confidence'))],
        ...(Number.isFinite(at('p'))
          ? [[trans.__('chance'), format.probability(at('p'))] satisfies Figure]
          : [])
      ];
    }
    const trend = investigation.detail?.detection.trend;
    const { unitMs, buckets } = slopeUnit(grid?.bucketMs ?? 1);
    const per = (name: 'slope' | 'low' | 'high' | 'relative') =>
      (trend?.[name] ?? at(name)) * buckets;
    const p = trend?.p ?? at('p');
    const interval = intervalText(per('low'), per('high'), model.measure, format);
    const relative = per('relative');
    return (
      [
        [trans.__('slope per %1', format.unit(unitMs)), show(per('slope'))],
        [trans.__('95 % interval'), interval],
        [
          trans.__('of its own level'),
          Number.isFinite(relative) ? format.signedPercent(relative) : ''
        ],
        [trans.__('chance'), Number.isFinite(p) ? format.probability(p) : '']
      ] satisfies Figure[]
    ).filter(([, value]) => value !== '');
  }
}

/** Whether a finding was made with the model of the series; a new key is told by its arrivals, not by its counts. */
function isFitted(entry: IEntry): boolean {
  return entry.kind !== 'first-seen' && entry.kind !== 'beacon';
}
