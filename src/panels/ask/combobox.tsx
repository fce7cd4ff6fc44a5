import * as React from 'react';

import { useListbox, type IOption } from './listbox';
import { usePointerOutside } from './use-pointer-outside';

export interface IComboboxProps {
  label: string;
  options: readonly IOption[];
  /** Key of the chosen option, or null. */
  value: string | null;
  onChange: (key: string) => void;
  placeholder?: string;
  /** Said when nothing matches the typed text. */
  noMatch: string;
  /** Id of an element that describes the choice. */
  describedBy?: string;
  invalid?: boolean;
}

/**
 * A searchable picker after the ARIA combobox pattern: typing filters, arrows move, Enter takes, Escape leaves things
 * as they were. Options that can't be taken stay visible with their reason.
 */
export function Combobox(props: IComboboxProps): JSX.Element {
  const id = React.useId();
  const box = useListbox(props.options, props.value, props.onChange);
  const rootRef = React.useRef<HTMLDivElement>(null);
  const inputRef = React.useRef<HTMLInputElement>(null);
  const listRef = React.useRef<HTMLUListElement>(null);
  const { active, isOpen } = box;
  usePointerOutside(rootRef, isOpen, box.close);

  // What is typed first replaces the choice that the input shows.
  React.useEffect(() => {
    if (isOpen) {
      inputRef.current?.select();
    }
  }, [isOpen]);

  React.useEffect(() => {
    if (isOpen && active !== null) {
      listRef.current
        ?.querySelector(`[data-index="${active}"]`)
        ?.scrollIntoView?.({ block: 'nearest' });
    }
  }, [isOpen, active]);

  const groups = groupsOf(box.shown);
  return (
    <div ref={rootRef} className="jp-SecurityLake-combobox" onBlur={box.onBlur}>
      <label className="jp-SecurityLake-label" htmlFor={`${id}-input`}>
        {props.label}
      </label>
      <input
        id={`${id}-input`}
        ref={inputRef}
        className="jp-SecurityLake-input jp-SecurityLake-comboboxInput"
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={`${id}-list`}
        aria-activedescendant={isOpen && active !== null ? `${id}-${active}` : undefined}
        aria-describedby={props.describedBy}
        aria-invalid={props.invalid}
        placeholder={props.placeholder}
        title={box.chosen?.title ?? box.chosen?.label}
        value={box.text}
        onChange={event => box.type(event.target.value)}
        onKeyDown={box.onKeyDown}
        onMouseDown={event => {
          if (!box.isTyping) {
            event.preventDefault();
            event.currentTarget.focus();
            box.toggle();
          }
        }}
      />
      <ul
        id={`${id}-list`}
        ref={listRef}
        className="jp-SecurityLake-listbox"
        role="listbox"
        aria-label={props.label}
        hidden={!isOpen}
      >
        {isOpen && box.shown.length === 0 && (
          <li className="jp-SecurityLake-noMatch" role="presentation">
            {props.noMatch}
          </li>
        )}
        {isOpen &&
          groups.map(group => (
            <li key={group.name} role="presentation">
              <ul role="group" aria-label={group.name || props.label}>
                {group.name && (
                  <li className="jp-SecurityLake-optionGroup" role="presentation">
                    {group.name}
                  </li>
                )}
                {group.entries.map(({ option, index }) => (
                  <li
                    key={option.key}
                    id={`${id}-${index}`}
                    data-index={index}
                    className="jp-SecurityLake-option"
                    role="option"
                    title={option.title}
                    aria-selected={option.key === props.value}
                    aria-disabled={option.disabled}
                    data-active={index === active || undefined}
                    // The input keeps the focus, so that a click isn't a blur.
                    onMouseDown={event => event.preventDefault()}
                    onClick={() => box.take(index)}
                  >
                    <span className="jp-SecurityLake-optionLabel">{option.label}</span>
                    {option.note && (
                      <span className="jp-SecurityLake-optionNote"> {option.note}</span>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          ))}
      </ul>
    </div>
  );
}

interface IGroup {
  name: string;
  entries: { option: IOption; index: number }[];
}

/** Options under their groups' names, both in the order given; `index` counts through all. */
function groupsOf(options: readonly IOption[]): IGroup[] {
  const groups = new Map<string, IGroup>();
  options.forEach((option, index) => {
    const name = option.group ?? '';
    const group = groups.get(name) ?? { name, entries: [] };
    group.entries.push({ option, index });
    groups.set(name, group);
  });
  return [...groups.values()];
}
