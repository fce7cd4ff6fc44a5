import * as React from 'react';

export interface ITextFieldProps {
  label: string;
  value: string;
  onCommit: (text: string) => void;
  placeholder?: string;
  problem?: string | null;
  hint?: string;
  inputMode?: 'text' | 'decimal';
}

/**
 * A text field that tells its value when editing ends (Enter, or leaving it). Until then the text is its own: a model
 * that renders asynchronously would take the caret away.
 */
export function TextField(props: ITextFieldProps): JSX.Element {
  const id = React.useId();
  const [draft, setDraft] = React.useState<string | null>(null);
  React.useEffect(() => setDraft(null), [props.value]);
  const commit = () => {
    if (draft !== null && draft !== props.value) {
      props.onCommit(draft);
    }
  };
  const says = props.problem ?? props.hint;
  return (
    <div className="jp-SecurityLake-field">
      <label className="jp-SecurityLake-label" htmlFor={id}>
        {props.label}
      </label>
      <input
        id={id}
        className="jp-SecurityLake-input"
        type="text"
        inputMode={props.inputMode}
        autoComplete="off"
        spellCheck={false}
        placeholder={props.placeholder}
        value={draft ?? props.value}
        aria-invalid={Boolean(props.problem)}
        aria-describedby={says ? `${id}-says` : undefined}
        onChange={event => setDraft(event.target.value)}
        onBlur={commit}
        onKeyDown={event => {
          if (event.key === 'Enter') {
            commit();
          } else if (event.key === 'Escape' && draft !== null) {
            setDraft(null);
            props.onCommit(props.value);
          }
        }}
      />
      {says && (
        <p
          id={`${id}-says`}
          className={props.problem ? 'jp-SecurityLake-problem' : 'jp-SecurityLake-hint'}
          role={props.problem ? 'alert' : undefined}
        >
          {says}
        </p>
      )}
    </div>
  );
}
