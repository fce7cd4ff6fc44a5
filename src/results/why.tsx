import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import { Button } from './button';
import { useResult } from './context';
import type { IEntry } from './entries';
import { beaconFigures, newFigures } from './figures';
import type { Figure } from './figures';
import { needsYear } from './scope';
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
        {!detail.own && (
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
    if (!why) {
      return [[trans.__('seen'), show(detail?.values[bucket] ?? NaN)]];
    }
    const figures: Figure[] = [
      [trans.__('seen'), show(why.observed)],
      ...(why.rows === undefined
        ? []
        : [[trans.__('of events'), format.number(why.rows)] as Figure]),
      [trans.__('expected'), show(why.expected)],
      // No measure goes below zero, whatever the spread of the model.
      [trans.__('usual range'), `${show(Math.max(0, why.lower))} – ${show(why.upper)}`],
      ...(Number.isFinite(why.p)
        ? [[trans.__('chance'), format.probability(why.p)] satisfies Figure]
        : []),
      [trans.__('would flag from'), show(why.wouldFlagAbove)]
    ];
    if (Number.isFinite(why.wouldFlagBelow) && why.wouldFlagBelow >= 0) {
      figures.push([trans.__('or down to'), show(why.wouldFlagBelow)]);
    }
    return figures;
  }

  function ruleOf(bucket: number): string {
    const why = investigation.why(bucket);
    if (!why) {
      return '';
    }
    const rule = ruleText(why.rule, why.flagged, trans);
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

/** A rule of the detectors in words; one that nobody translated is shown by its name. */
function ruleText(rule: string, flagged: boolean, trans: TranslationBundle): string {
  switch (rule) {
    case 'threshold':
      return flagged
        ? trans.__('rarer than the dial allows for chance')
        : trans.__('no rarer than chance makes it');
    case 'effect floor':
      return trans.__('the difference is too small to matter');
    case 'too few rows':
      return trans.__('there are too few rows to tell');
    case 'not an observation':
      return trans.__('there is no observation here');
    case 'partial bucket':
      return trans.__('this bucket is not over yet');
    default:
      return rule;
  }
}
