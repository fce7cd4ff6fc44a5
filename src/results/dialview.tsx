import * as React from 'react';

import { readOf } from '../analysis/expired';
import { DAY_MS } from '../lake/time';
import { DEFAULT_OPTIONS, DEFAULT_RATE } from '../detectors/options';
import { Button } from './button';
import { useResult } from './context';
import { DialScale, perDayOf } from './dial';
import { looksAtSeries } from './further';

/** Smallest and largest multiple of the inter-quartile range that the dial gives. */
const MULTIPLE = { lowest: 1.5, highest: 10, step: 0.5 };

const DAYS_A_YEAR = 365;

/** A slider with a mark where a new analysis starts. */
interface IKnob {
  label: string;
  min: number;
  max: number;
  step: number;
  at: number;
  usual: number;
  said: string;
  title: string;
  turn: (position: number) => void;
}

/**
 * How much is shown: for `count` the false flags to put up with, for `seed` the multiple of the inter-quartile range.
 * The series are detected again at once and the list shows what remains; nothing is queried.
 */
export function Dial(): React.ReactElement | null {
  const { model, id } = useResult();
  const { turning, trans, format, document, ranking } = model;
  const { settings } = turning;
  const series = document?.series?.keys.length ?? 0;
  const own = document?.spec.detectors.rate ?? DEFAULT_RATE;
  const scale = React.useMemo(() => new DialScale(series, own), [series, own]);
  const isOfSeries = !document?.findings || looksAtSeries(document.findings);
  // New keys, silences and beacons have thresholds of their own: a dial that moves nothing is no dial.
  if (!settings || !document || !turning.isPossible || !isOfSeries) {
    return null;
  }
  const { from, to } = readOf(document);
  const days = (to - from) / DAY_MS;
  const knob = settings.profile === 'seed' ? multipleKnob() : rateKnob();
  const { progress, state } = turning.task;
  const isUsual = knob.at === knob.usual;
  return (
    <div className="jp-SecurityLake-dial" aria-busy={turning.isPending}>
      <label htmlFor={`${id}-dial`}>{knob.label}</label>
      <input
        id={`${id}-dial`}
        type="range"
        min={knob.min}
        max={knob.max}
        step={knob.step}
        value={knob.at}
        list={`${id}-dial-usual`}
        aria-valuetext={knob.said}
        title={knob.title}
        onChange={event => knob.turn(Number(event.target.value))}
      />
      <datalist id={`${id}-dial-usual`}>
        <option value={knob.usual} />
      </datalist>
      <output className="jp-SecurityLake-dial-said" htmlFor={`${id}-dial`}>
        {knob.said}
      </output>
      <span className="jp-SecurityLake-dial-remains" role="status">
        {remains()}
      </span>
      <Button
        kind="link"
        obstacle={isUsual ? trans.__('A new analysis starts here.') : null}
        title={trans.__('Back to where a new analysis starts (the mark on the scale)')}
        onClick={() => knob.turn(knob.usual)}
      >
        {trans.__('Default')}
      </Button>
    </div>
  );

  function rateKnob(): IKnob {
    const { rate } = settings!;
    return {
      label: trans.__('False flags'),
      min: 0,
      max: scale.steps,
      step: 1,
      at: scale.positionOf(rate),
      usual: scale.usual,
      said: oftenOf(perDayOf(rate, series)),
      title: trans.__(
        'By chance alone, at most about %1 flagged in this result',
        format.buckets(Number((perDayOf(rate, series) * days).toPrecision(2)), bucketMs())
      ),
      turn: position => turning.turn({ rate: scale.rateAt(position) })
    };
  }

  function multipleKnob(): IKnob {
    const { iqrMultiple } = settings!;
    const said = trans.__('%1 × the quartile range', format.number(iqrMultiple));
    return {
      label: trans.__('Outliers beyond'),
      min: MULTIPLE.lowest,
      max: Math.max(MULTIPLE.highest, document!.spec.detectors.iqrMultiple),
      step: MULTIPLE.step,
      at: iqrMultiple,
      usual: DEFAULT_OPTIONS.iqrMultiple,
      said,
      title: said,
      turn: multiple => turning.turn({ iqrMultiple: multiple })
    };
  }

  /**
   * How often, over all series: `at most 2 a day`, `at most 1 in 91 days`. The rate is a bound: counts are whole, so
   * the chance of the next whole one is smaller, and that is what the verdict adds up.
   */
  function oftenOf(perDay: number): string {
    if (perDay >= 0.95) {
      return trans.__('at most %1 a day', format.number(Number(perDay.toPrecision(2))));
    }
    if (!(perDay > 0)) {
      return trans.__('none');
    }
    const apart = Math.round(1 / perDay);
    return apart < 2 * DAYS_A_YEAR
      ? trans.__('at most 1 in %1', format.buckets(apart, DAY_MS))
      : trans.__('at most 1 in %1 years', format.number(Math.round(apart / DAYS_A_YEAR)));
  }

  function remains(): string {
    if (state === 'failed') {
      return trans.__('Could not detect again.');
    }
    if (turning.isPending) {
      return progress && progress.fraction > 0
        ? trans.__('Detecting, %1', format.percent(progress.fraction))
        : trans.__('Detecting …');
    }
    const { all } = ranking.counts;
    return trans._n('%2 finding', '%2 findings', all, format.number(all));
  }

  function bucketMs(): number {
    return document?.series?.grid.bucketMs ?? 1;
  }
}
