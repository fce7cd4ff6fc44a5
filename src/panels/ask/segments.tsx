import * as React from 'react';

export interface ISegmentsProps<K extends string> {
  label: string;
  options: readonly { key: K; label: string; title?: string }[];
  value: K;
  onChange: (key: K) => void;
}

/** A few exclusive choices side by side: radio buttons, so that the arrow keys move between them. */
export function Segments<K extends string>(props: ISegmentsProps<K>): JSX.Element {
  const name = React.useId();
  return (
    <fieldset className="jp-SecurityLake-segments">
      <legend className="jp-SecurityLake-label">{props.label}</legend>
      <div className="jp-SecurityLake-segmentRow">
        {props.options.map(option => (
          <label key={option.key} className="jp-SecurityLake-segment" title={option.title}>
            <input
              className="jp-SecurityLake-segmentInput"
              type="radio"
              name={name}
              checked={option.key === props.value}
              onChange={() => props.onChange(option.key)}
            />
            <span className="jp-SecurityLake-segmentLabel">{option.label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
