import * as React from 'react';

import { useResult } from './context';
import { DIAL, perDayAt, perDayOf, positionOf, rateOf } from './dial';

/** Smallest and largest multiple of the inter-quartile range that the dial gives. */
const MULTIPLE = { lowest: 1.5, highest: 10, step: 0.5 };

/**
 * How much is shown: for `count` the false flags a day to put up with, for `seed` the multiple of the inter-quartile
 * range. What remains is shown at once; nothing is queried.
 */
export function Dial(): React.ReactElement | null {
  const { model, id } = useResult();
  const { turning, trans, format, document } = model;
  const { settings } = turning;
  if (!settings || !document?.series || !turning.isPossible) {
    return null;
  }
  const series = document.series.keys.length;
  const isSeed = settings.profile === 'seed';
  const perDay = perDayOf(settings.rate, series);
  const said = isSeed
    ? trans.__('%1 × the quartile range', format.number(settings.iqrMultiple))
    : saidOf(perDay);
  return (
    <div className="jp-SecurityLake-dial" aria-busy={turning.isPending}>
      <label htmlFor={`${id}-dial`}>
        {isSeed ? trans.__('Outliers beyond') : trans.__('At most')}
      </label>
      {isSeed ? (
        <input
          id={`${id}-dial`}
          type="range"
          min={MULTIPLE.lowest}
          max={MULTIPLE.highest}
          step={MULTIPLE.step}
          value={settings.iqrMultiple}
          aria-valuetext={said}
          onChange={event => turning.turn({ iqrMultiple: Number(event.target.value) })}
        />
      ) : (
        <input
          id={`${id}-dial`}
          type="range"
          min={0}
          max={DIAL.steps}
          value={positionOf(perDay)}
          aria-valuetext={said}
          title={trans.__('%1 false flags per series and year', format.number(settings.rate))}
          onChange={event =>
            turning.turn({ rate: rateOf(perDayAt(Number(event.target.value)), series) })
          }
        />
      )}
      <output className="jp-SecurityLake-dial-said" htmlFor={`${id}-dial`}>
        {said}
      </output>
      {turning.task.state === 'failed' && (
        <span role="alert">{trans.__('Could not detect again.')}</span>
      )}
    </div>
  );

  function saidOf(falseADay: number): string {
    if (falseADay >= 0.95) {
      return trans.__('%1 false a day', format.number(falseADay));
    }
    return trans.__('1 false in %1', format.buckets(Math.round(1 / falseADay), 86_400_000));
  }
}
