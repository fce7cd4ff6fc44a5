import * as React from 'react';

/** A button of the view. A disabled one stays reachable and says why in its tooltip. */
export function Button(props: {
  children: React.ReactNode;
  onClick: () => void;
  kind?: 'plain' | 'primary' | 'link';
  /** Why it can't be pressed; null or absent when it can. */
  obstacle?: string | null;
  title?: string;
  pressed?: boolean;
  label?: string;
}): React.ReactElement {
  const { kind = 'plain', obstacle = null } = props;
  return (
    <button
      type="button"
      className={`jp-SecurityLake-button jp-mod-${kind}`}
      aria-disabled={obstacle !== null}
      aria-pressed={props.pressed}
      aria-label={props.label}
      title={obstacle ?? props.title}
      onClick={() => {
        if (obstacle === null) {
          props.onClick();
        }
      }}
    >
      {props.children}
    </button>
  );
}
