import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

/** Longest name of a question; what the saved analysis allows. */
const LONGEST = 200;

export interface INamingProps {
  /** Name of the saved question that is asked unchanged; null for another one. */
  saved: string | null;
  /** The names that are taken. */
  taken: readonly string[];
  onSave: (title: string) => void;
  onForget: (title: string) => void;
  trans: TranslationBundle;
}

/** Keeps the question under a name, so that it stands among the others of the picker; or takes it from there. */
export function Naming({ saved, taken, onSave, onForget, trans }: INamingProps): JSX.Element {
  const id = React.useId();
  const [name, setName] = React.useState('');
  const title = name.trim();
  // Whoever changes a saved question most likely wants to keep it under its name.
  React.useEffect(() => setName(saved ?? name), [saved]);
  const save = () => {
    if (title) {
      onSave(title);
    }
  };
  if (saved !== null) {
    return (
      <p className="jp-SecurityLake-hint">
        {trans.__('Saved as “%1”.', saved)}{' '}
        <button className="jp-SecurityLake-link" type="button" onClick={() => onForget(saved)}>
          {trans.__('Forget it')}
        </button>
      </p>
    );
  }
  return (
    <>
      <label className="jp-SecurityLake-label" htmlFor={id}>
        {trans.__('Save as a question of your own')}
      </label>
      <div className="jp-SecurityLake-conditionRow">
        <input
          id={id}
          className="jp-SecurityLake-input"
          value={name}
          maxLength={LONGEST}
          autoComplete="off"
          placeholder={trans.__('its name')}
          onChange={event => setName(event.target.value)}
          onKeyDown={event => event.key === 'Enter' && save()}
        />
        <button
          className="jp-SecurityLake-askButton"
          type="button"
          disabled={!title}
          onClick={save}
        >
          {taken.includes(title) ? trans.__('Replace') : trans.__('Save')}
        </button>
      </div>
    </>
  );
}
