import { nullTranslator } from '@jupyterlab/translation';
import { DisposableSet, type IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { act, render, type RenderResult } from '@testing-library/react';
import * as React from 'react';

import { FakeLake } from '../../../testing/fake-lake';
import type { IPreferenceValues, IRecentResult } from '../../../tokens';
import { AskBody, type IAskCallbacks } from '../body';
import { catalogue } from '../catalogue';
import { AskModel } from '../model';
import type { IAskMemory, IFailure } from '../types';

export const trans = nullTranslator.load('test');

export const PREFERENCES: IPreferenceValues = {
  days: 30,
  grain: 'auto',
  rate: 0.02,
  cellStyle: 'string',
  keepDays: true,
  askAboveGb: 100
};

let kept = new DisposableSet();

/** Disposes of an item at the end of the test. */
export function keep<T extends IDisposable>(item: T): T {
  kept.add(item);
  return item;
}

afterEach(() => {
  kept.dispose();
  kept = new DisposableSet();
});

/** Recent results that a spec can replace. */
export class FakeRecent {
  recent: readonly IRecentResult[] = [];
  readonly changed = new Signal<this, void>(this);
}

export const explain = async (reason: unknown): Promise<IFailure> => ({
  message: (reason as Error).message,
  advice: 'Do this.',
  detail: 'HTTP 500'
});

export function newModel(lake: FakeLake, memory: IAskMemory | null = null): AskModel {
  return new AskModel({
    lake,
    preferences: PREFERENCES,
    catalogue: () => Promise.resolve(catalogue),
    explain,
    recall: async () => memory
  });
}

export interface IShown extends RenderResult {
  lake: FakeLake;
  model: AskModel;
  recent: FakeRecent;
  callbacks: { [K in keyof IAskCallbacks]: jest.Mock };
}

/** The panel's body as it is before the lake has answered. */
export function mount(lake = new FakeLake(), recent = new FakeRecent()): IShown {
  const model = keep(newModel(lake));
  const callbacks = {
    run: jest.fn(),
    seeSql: jest.fn(),
    openRecent: jest.fn(),
    openSettings: jest.fn(),
    checkConnection: jest.fn(),
    forgetDays: jest.fn()
  };
  const shown = render(
    <AskBody model={model} recent={recent} callbacks={callbacks} trans={trans} />
  );
  return { ...shown, lake, model, recent, callbacks };
}

/** The panel's body as a person sees it once the lake has answered. */
export async function show(lake?: FakeLake, recent?: FakeRecent): Promise<IShown> {
  const shown = mount(lake, recent);
  await act(() => shown.model.load());
  return shown;
}
