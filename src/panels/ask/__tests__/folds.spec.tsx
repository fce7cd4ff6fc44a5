import { act, fireEvent, screen, within } from '@testing-library/react';

import { show } from './setting';

const open = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));

describe('Accounts and regions', () => {
  it('are all, and say how many once some are given', async () => {
    const { model } = await show();
    expect(screen.getByRole('button', { name: 'Accounts and regions all' })).toBeTruthy();
    open(/^Accounts and regions/);
    const field = screen.getByLabelText('Accounts');
    fireEvent.change(field, { target: { value: '111122223333, 4444-5555-6666' } });
    fireEvent.blur(field);
    expect(model.state.spec.accounts).toEqual(['111122223333', '444455556666']);
    expect(screen.getByRole('button', { name: 'Accounts and regions 2 · all' })).toBeTruthy();
  });

  it('keep the typed text and say what is wrong with it', async () => {
    const { model } = await show();
    open(/^Accounts and regions/);
    const field = screen.getByLabelText<HTMLInputElement>('Accounts');
    fireEvent.change(field, { target: { value: 'prod' } });
    fireEvent.blur(field);
    expect(screen.getByRole('alert').textContent).toBe('“prod” isn’t an account: 12 digits.');
    expect(field.value).toBe('prod');
    expect(model.state.spec.accounts).toEqual([]);
  });

  it('don’t reach the model while they are typed, so that the caret stays', async () => {
    const { model } = await show();
    open(/^Accounts and regions/);
    fireEvent.change(screen.getByLabelText('Regions'), { target: { value: 'eu-w' } });
    expect(model.state.spec.regions).toEqual([]);
  });
});

describe('Group by, measure, filter', () => {
  it('starts from the question’s own and says so when closed', async () => {
    const { model } = await show();
    const keys = model.state.asked!.keys.join(', ');
    expect(
      screen.getByRole('button', { name: `Group by, measure, filter ${keys} · count` })
    ).toBeTruthy();
  });

  it('takes a field of the table as a further key', async () => {
    const { model } = await show();
    const own = model.state.asked!.keys;
    open(/^Group by/);
    const picker = screen.getByRole('combobox', { name: 'Group by also' });
    fireEvent.change(picker, { target: { value: 'operation' } });
    fireEvent.keyDown(picker, { key: 'Enter' });
    expect(model.state.asked?.keys).toEqual([...own, 'operation']);
    expect(model.state.plan?.keyNames).toEqual([...own, 'operation']);
  });

  it('keeps the last key: without one there is no series', async () => {
    const { model } = await show();
    open(/^Group by/);
    const removers = () => screen.getAllByRole<HTMLButtonElement>('button', { name: /^Don’t/ });
    while (removers().length > 1) {
      fireEvent.click(removers()[0]);
    }
    expect(removers()[0].disabled).toBe(true);
    expect(model.state.asked?.keys).toHaveLength(1);
  });

  it('counts distinct values of a field', async () => {
    const { model } = await show();
    open(/^Group by/);
    fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'distinct' } });
    const picker = screen.getByRole('combobox', { name: 'Distinct values of' });
    fireEvent.change(picker, { target: { value: 'operation' } });
    fireEvent.keyDown(picker, { key: 'Enter' });
    expect(model.state.plan?.measure).toEqual({ kind: 'distinct', field: 'operation' });
  });

  it('adds a condition of one’s own, and dropping all of them counts everything', async () => {
    const { model } = await show();
    open(/^Group by/);
    const picker = screen.getByRole('combobox', { name: 'Add a condition on' });
    fireEvent.change(picker, { target: { value: 'operation' } });
    fireEvent.keyDown(picker, { key: 'Enter' });
    fireEvent.change(screen.getByLabelText('Value'), { target: { value: 'GetObject, PutObject' } });
    fireEvent.click(screen.getByRole('button', { name: 'Add' }));
    expect(model.state.asked?.filter.at(-1)).toEqual({
      field: 'operation',
      op: 'in',
      value: ['GetObject', 'PutObject']
    });
    for (const list of [screen.getByRole('list', { name: 'Conditions' })]) {
      while (within(list).queryAllByRole('button').length) {
        fireEvent.click(within(list).getAllByRole('button')[0]);
      }
    }
    expect(model.state.plan?.question.filter).toEqual([]);
  });

  it('goes back to the question’s own', async () => {
    const { model } = await show();
    open(/^Group by/);
    fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'distinct' } });
    fireEvent.click(screen.getByRole('button', { name: 'Back to the question’s own' }));
    expect(model.state.spec.custom).toBeNull();
  });
});

describe('A question of one’s own', () => {
  const own = () => screen.getByLabelText('Save as a question of your own');
  const question = () => screen.getByRole<HTMLInputElement>('combobox', { name: 'Question' });

  it('is kept under its name, asked again from the list, and forgotten', async () => {
    const { model } = await show();
    open(/^Group by/);
    fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'distinct' } });
    fireEvent.change(own(), { target: { value: 'How many kinds?' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    expect(question().value).toBe('How many kinds?');
    expect(model.state.plan?.title).toBe('How many kinds?');
    const { custom } = model.state.spec;

    act(() => model.setQuestion('access-denied'));
    expect(model.state.spec.custom).toBeNull();
    fireEvent.mouseDown(question());
    const mine = within(screen.getByRole('group', { name: 'Your own' }));
    fireEvent.click(mine.getByRole('option', { name: 'How many kinds?' }));
    expect(model.state.spec).toMatchObject({ question: null, custom });

    fireEvent.click(screen.getByRole('button', { name: 'Forget it' }));
    expect(model.toJSON().own).toEqual([]);
    expect(model.state.plan?.measure.kind).toBe('distinct');
  });

  it('changed, is another until it replaces the one of its name', async () => {
    const { model } = await show();
    open(/^Group by/);
    fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'distinct' } });
    fireEvent.change(own(), { target: { value: 'Mine' } });
    fireEvent.click(screen.getByRole('button', { name: 'Save' }));
    fireEvent.change(screen.getByLabelText('Measure'), { target: { value: 'count' } });
    expect(model.state.plan?.title).not.toBe('Mine');
    expect((own() as HTMLInputElement).value).toBe('Mine');
    fireEvent.click(screen.getByRole('button', { name: 'Replace' }));
    expect(model.toJSON().own).toHaveLength(1);
    expect(model.toJSON().own[0]).toMatchObject({ title: 'Mine', measure: { kind: 'count' } });
  });
});

describe('Detectors', () => {
  it('show the settings of the chosen profile', async () => {
    const { model } = await show();
    screen.getByRole('button', { name: /^Detectors 1 false a year in \d+ series$/ });
    open(/^Detectors/);
    expect(screen.getByLabelText('False flags per series and year')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'Reference' }));
    expect(screen.queryByLabelText('False flags per series and year')).toBeNull();
    expect(screen.getByText(/Short series need a lower multiple/)).toBeTruthy();
    const field = screen.getByLabelText(/inter-quartile/);
    fireEvent.change(field, { target: { value: '3' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(model.state.spec.detectors).toMatchObject({ profile: 'seed', iqrMultiple: 3 });
    expect(screen.getByRole('button', { name: 'Detectors reference, IQR × 3' })).toBeTruthy();
  });

  it('refuse a number that isn’t one, and say which would do', async () => {
    const { model } = await show();
    open(/^Detectors/);
    const before = model.state.spec.detectors.rate;
    const field = screen.getByLabelText('False flags per series and year');
    fireEvent.change(field, { target: { value: 'many' } });
    fireEvent.keyDown(field, { key: 'Enter' });
    expect(screen.getByRole('alert').textContent).toBe(
      'A number from 0.0001 to 365; 0.02 counts until then.'
    );
    expect(model.state.spec.detectors.rate).toBe(before);
  });
});
