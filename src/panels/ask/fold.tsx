import * as React from 'react';

export interface IFoldProps {
  title: string;
  /** The present value in short, shown at the right. */
  summary: string;
  open: boolean;
  onToggle: (open: boolean) => void;
  children: React.ReactNode;
}

/** A part of the form that is folded away; closed it still says what it is set to. */
export function Fold(props: IFoldProps): JSX.Element {
  const id = React.useId();
  return (
    <section className="jp-SecurityLake-fold">
      <button
        className="jp-SecurityLake-foldHead"
        aria-expanded={props.open}
        aria-controls={id}
        onClick={() => props.onToggle(!props.open)}
      >
        <span className="jp-SecurityLake-foldTitle">{props.title}</span>
        <span className="jp-SecurityLake-foldSummary" title={props.summary}>
          {props.summary}
        </span>
      </button>
      <div id={id} className="jp-SecurityLake-foldBody" hidden={!props.open}>
        {props.open && props.children}
      </div>
    </section>
  );
}
