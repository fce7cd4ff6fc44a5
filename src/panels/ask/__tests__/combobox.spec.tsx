import { fireEvent, render, screen } from '@testing-library/react';
import * as React from 'react';

import { Combobox } from '../combobox';
import type { IOption } from '../listbox';

const OPTIONS: IOption[] = [
  { key: 'a', label: 'Apple', group: 'Fruit' },
  { key: 'b', label: 'Banana', group: 'Fruit', disabled: true, note: 'sold out' },
  { key: 'c', label: 'Carrot', group: 'Roots' }
];

function show(value: string | null = null): { input: HTMLInputElement; onChange: jest.Mock } {
  const onChange = jest.fn();
  render(
    <Combobox label="Food" options={OPTIONS} value={value} noMatch="Nothing." onChange={onChange} />
  );
  return { input: screen.getByRole<HTMLInputElement>('combobox', { name: 'Food' }), onChange };
}

const active = (input: HTMLElement) =>
  document.getElementById(input.getAttribute('aria-activedescendant') ?? '')?.textContent ?? null;

describe('Combobox', () => {
  it('shows the choice and no list until it is opened', () => {
    const { input } = show('c');
    expect(input.value).toBe('Carrot');
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(input.getAttribute('aria-expanded')).toBe('false');
  });

  it('opens at the choice and moves past what can’t be taken, around the ends', () => {
    const { input } = show('a');
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    expect(active(input)).toBe('Apple');
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    expect(active(input)).toBe('Carrot');
    fireEvent.keyDown(input, { key: 'ArrowDown' });
    expect(active(input)).toBe('Apple');
    fireEvent.keyDown(input, { key: 'End' });
    expect(active(input)).toBe('Carrot');
  });

  it('takes the active option by Enter and closes', () => {
    const { input, onChange } = show('a');
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    fireEvent.keyDown(input, { key: 'ArrowUp' });
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange.mock.calls).toEqual([['c']]);
    expect(screen.queryByRole('listbox')).toBeNull();
  });

  it('finds by the name of a group too, in any case', () => {
    const { input } = show();
    fireEvent.change(input, { target: { value: 'FRUIT app' } });
    expect(screen.getAllByRole('option').map(each => each.textContent)).toEqual(['Apple']);
  });

  it('stands on what begins with the text, though another that holds it comes before', () => {
    const { input } = show();
    fireEvent.change(input, { target: { value: 'r' } });
    expect(screen.getAllByRole('option')[0].textContent).toBe('Apple');
    fireEvent.change(input, { target: { value: 'c' } });
    expect(active(input)).toBe('Carrot');
  });

  it('says when nothing matches', () => {
    const { input, onChange } = show();
    fireEvent.change(input, { target: { value: 'zebra' } });
    expect(screen.getByText('Nothing.')).toBeTruthy();
    fireEvent.keyDown(input, { key: 'Enter' });
    expect(onChange).not.toHaveBeenCalled();
  });

  it('goes back to the choice by Escape', () => {
    const { input, onChange } = show('a');
    fireEvent.change(input, { target: { value: 'carr' } });
    fireEvent.keyDown(input, { key: 'Escape' });
    expect(input.value).toBe('Apple');
    expect(onChange).not.toHaveBeenCalled();
  });

  it('stays, with what was typed, when the focus is taken from it', () => {
    const { input, onChange } = show('a');
    fireEvent.change(input, { target: { value: 'car' } });
    fireEvent.blur(input);
    expect(input.value).toBe('car');
    fireEvent.click(screen.getByRole('option', { name: 'Carrot' }));
    expect(onChange.mock.calls).toEqual([['c']]);
  });

  it.each([{ key: 'Tab' }, { key: 'b', ctrlKey: true }])('closes when left by %p', keys => {
    const { input } = show('a');
    fireEvent.change(input, { target: { value: 'car' } });
    fireEvent.keyDown(input, keys);
    fireEvent.blur(input);
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(input.value).toBe('Apple');
  });

  it('closes when a pointer is pressed elsewhere, not in its own list', () => {
    const { input } = show('a');
    fireEvent.change(input, { target: { value: 'car' } });
    fireEvent.pointerDown(screen.getByRole('option', { name: 'Carrot' }));
    expect(screen.getByRole('listbox')).toBeTruthy();
    fireEvent.pointerDown(document.body);
    expect(screen.queryByRole('listbox')).toBeNull();
    expect(input.value).toBe('Apple');
  });

  it('shows what can’t be taken with the reason, and doesn’t take it', () => {
    const { input, onChange } = show();
    fireEvent.mouseDown(input);
    const option = screen.getByRole('option', { name: 'Banana sold out' });
    expect(option.getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(option);
    expect(onChange).not.toHaveBeenCalled();
  });
});
