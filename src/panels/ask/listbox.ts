import * as React from 'react';

/** An entry of a picker. */
export interface IOption {
  key: string;
  label: string;
  /** Heading it stands under; options of one group are neighbours. */
  group?: string;
  /** A remark behind the label, such as why it can't be taken. */
  note?: string;
  title?: string;
  disabled?: boolean;
}

/** State of a searchable listbox: what is typed, what is shown, which option is active. */
export interface IListbox {
  isOpen: boolean;
  /** The text is a search, not the choice. */
  isTyping: boolean;
  text: string;
  shown: readonly IOption[];
  active: number | null;
  chosen: IOption | null;
  type(text: string): void;
  take(index: number): void;
  toggle(): void;
  onKeyDown(event: React.KeyboardEvent): void;
  onBlur(): void;
  close(): void;
}

/** Options whose label, group or note holds every word of `text`, whatever the case. */
export function matchOptions(options: readonly IOption[], text: string): readonly IOption[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) {
    return options;
  }
  return options.filter(option => {
    const hay = `${option.group ?? ''} ${option.label} ${option.title ?? ''}`.toLowerCase();
    return words.every(word => hay.includes(word));
  });
}

export function useListbox(
  options: readonly IOption[],
  value: string | null,
  onChange: (key: string) => void
): IListbox {
  // Null while nothing is typed: the input then shows the choice and the list shows everything.
  const [typed, setTyped] = React.useState<string | null>(null);
  const [isOpen, setOpen] = React.useState(false);
  const [active, setActive] = React.useState<number | null>(null);
  // A list that its user didn't leave stays: at JupyterLab's start the launcher takes the focus from who types early.
  const isLeaving = React.useRef(false);
  const chosen = options.find(option => option.key === value) ?? null;
  const shown = matchOptions(options, typed ?? '');

  const open = () => {
    setOpen(true);
    const at = shown.findIndex(option => option.key === value);
    setActive(at >= 0 ? at : firstFree(shown));
  };
  const close = () => {
    setOpen(false);
    setTyped(null);
    setActive(null);
  };
  const take = (index: number) => {
    const option = shown[index];
    if (option && !option.disabled) {
      close();
      if (option.key !== value) {
        onChange(option.key);
      }
    }
  };
  const move = (step: 1 | -1, from: number) => {
    const count = shown.length;
    for (let i = 1; i <= count; i++) {
      const at = (from + step * i + count * i) % count;
      if (!shown[at].disabled) {
        setActive(at);
        return;
      }
    }
  };

  const onKeyDown = (event: React.KeyboardEvent) => {
    isLeaving.current = event.key === 'Tab' || event.ctrlKey || event.metaKey || event.altKey;
    const handled = () => {
      event.preventDefault();
      event.stopPropagation();
    };
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp': {
        handled();
        const down = event.key === 'ArrowDown';
        if (!isOpen) {
          open();
        } else {
          move(down ? 1 : -1, active ?? (down ? -1 : 0));
        }
        return;
      }
      case 'Enter':
        handled();
        if (!isOpen) {
          open();
        } else if (active !== null) {
          take(active);
        }
        return;
      case 'Escape':
        if (isOpen) {
          handled();
          close();
        }
        return;
      case 'Home':
      case 'End':
        if (isOpen && typed === null) {
          handled();
          const end = event.key === 'End';
          move(end ? -1 : 1, end ? 0 : -1);
        }
    }
  };

  return {
    isOpen,
    isTyping: typed !== null,
    text: typed ?? chosen?.label ?? '',
    shown,
    active,
    chosen,
    type: text => {
      setTyped(text);
      setOpen(true);
      setActive(likeliest(matchOptions(options, text), text));
    },
    take,
    toggle: () => (isOpen ? close() : open()),
    onKeyDown,
    onBlur: () => {
      if (isLeaving.current) {
        close();
      }
    },
    close
  };
}

/** Who types "service" means Service, not "Invoked by (AWS service)", though that stands above it. */
function likeliest(options: readonly IOption[], text: string): number | null {
  const wanted = text.trim().toLowerCase();
  const at = options.findIndex(
    ({ label, disabled }) => !disabled && wanted !== '' && label.toLowerCase().startsWith(wanted)
  );
  return at >= 0 ? at : firstFree(options);
}

function firstFree(options: readonly IOption[]): number | null {
  const at = options.findIndex(option => !option.disabled);
  return at >= 0 ? at : null;
}
