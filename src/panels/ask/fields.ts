import type { TranslationBundle } from '@jupyterlab/translation';

import type { IOption } from './listbox';
import type { IFieldChoice } from './types';

/** Fields as options: the logical names first, then the table's own columns. */
export function fieldOptions(fields: readonly IFieldChoice[], trans: TranslationBundle): IOption[] {
  const option = (field: IFieldChoice): IOption => ({
    key: field.name,
    label: field.label,
    title: field.name,
    group: field.logical ? trans.__('Fields') : trans.__('Columns of the table')
  });
  return [
    ...fields.filter(field => field.logical).map(option),
    ...fields.filter(field => !field.logical).map(option)
  ];
}
