import type { TranslationBundle } from '@jupyterlab/translation';
import * as React from 'react';

import type { ICustomQuestion } from '../../analysis/spec';
import type { FieldName, Measure } from '../../questions/types';
import { Combobox } from './combobox';
import { fieldOptions } from './fields';
import { Filters } from './filters';
import type { IFieldChoice, IFieldPath } from './types';
import { fieldWord } from './wording';

export interface IChoosingProps {
  asked: ICustomQuestion;
  /** Whether anything differs from the question's own. */
  isOwn: boolean;
  fields: readonly IFieldChoice[];
  /** Columns that may say when something happened; empty where the table leaves no choice. */
  timeColumns: readonly string[];
  /** Where the tables have the fields of what is asked. */
  paths: readonly IFieldPath[];
  onChange: (custom: ICustomQuestion | null) => void;
  trans: TranslationBundle;
}

/** Group-by fields, measure and filter by hand, starting from the question's. */
export function Choosing(props: IChoosingProps): JSX.Element {
  const { asked, isOwn, fields, timeColumns, onChange, trans } = props;
  const set = (part: Partial<ICustomQuestion>) => onChange({ ...asked, ...part });
  return (
    <>
      {timeColumns.length > 0 && (
        <TimePicker
          columns={timeColumns}
          value={asked.eventTime ?? ''}
          onChange={eventTime => set({ eventTime })}
          trans={trans}
        />
      )}
      <KeyFields keys={asked.keys} fields={fields} onChange={keys => set({ keys })} trans={trans} />
      <MeasurePicker
        measure={asked.measure}
        fields={fields}
        onChange={measure => set({ measure })}
        trans={trans}
      />
      <Filters
        filter={asked.filter}
        fields={fields}
        label={trans.__('Only events where')}
        none={trans.__('No condition: every event counts.')}
        onChange={filter => set({ filter })}
        trans={trans}
      />
      <Paths paths={props.paths} trans={trans} />
      {isOwn && (
        <button className="jp-SecurityLake-link" onClick={() => onChange(null)}>
          {trans.__('Back to the question’s own')}
        </button>
      )}
    </>
  );
}

interface ITimePickerProps {
  columns: readonly string[];
  /** Empty: the table's own. */
  value: string;
  onChange: (column: string | undefined) => void;
  trans: TranslationBundle;
}

function TimePicker({ columns, value, onChange, trans }: ITimePickerProps): JSX.Element {
  const id = React.useId();
  return (
    <>
      <label className="jp-SecurityLake-label" htmlFor={id}>
        {trans.__('Time of an event')}
      </label>
      <select
        id={id}
        className="jp-SecurityLake-input"
        value={value}
        onChange={event => onChange(event.target.value || undefined)}
      >
        <option value="">{trans.__('as usual: time or time_dt')}</option>
        {columns.map(column => (
          <option key={column} value={column}>
            {column}
          </option>
        ))}
      </select>
    </>
  );
}

/** Where in the table the fields are that have a name of their own. */
function Paths(props: {
  paths: readonly IFieldPath[];
  trans: TranslationBundle;
}): JSX.Element | null {
  const { paths, trans } = props;
  if (paths.length === 0) {
    return null;
  }
  return (
    <details className="jp-SecurityLake-details">
      <summary>{trans.__('Where these fields are in the table')}</summary>
      <dl className="jp-SecurityLake-paths">
        {paths.map(({ field, at }) => (
          <React.Fragment key={field}>
            <dt>{fieldWord(field)}</dt>
            {at.map(path => (
              <dd key={path} className="jp-SecurityLake-path">
                <code>{path}</code>
              </dd>
            ))}
          </React.Fragment>
        ))}
      </dl>
    </details>
  );
}

interface IKeyFieldsProps {
  keys: FieldName[];
  fields: readonly IFieldChoice[];
  onChange: (keys: FieldName[]) => void;
  trans: TranslationBundle;
}

function KeyFields({ keys, fields, onChange, trans }: IKeyFieldsProps): JSX.Element {
  return (
    <>
      <ul className="jp-SecurityLake-chips" aria-label={trans.__('Grouped by')}>
        {keys.map(key => (
          <li key={key} className="jp-SecurityLake-fieldChip" title={key}>
            {fieldWord(key)}
            <button
              className="jp-SecurityLake-chipRemove"
              aria-label={trans.__('Don’t group by %1', fieldWord(key))}
              // The last one stays: without a key there is no series.
              disabled={keys.length === 1}
              onClick={() => onChange(keys.filter(each => each !== key))}
            >
              ×
            </button>
          </li>
        ))}
      </ul>
      <Combobox
        label={trans.__('Group by also')}
        options={fieldOptions(fields, trans).filter(option => !keys.includes(option.key))}
        value={null}
        placeholder={trans.__('Add a field')}
        noMatch={trans.__('No such field in this table.')}
        onChange={key => onChange([...keys, key])}
      />
    </>
  );
}

interface IMeasurePickerProps {
  measure: Measure;
  fields: readonly IFieldChoice[];
  onChange: (measure: Measure) => void;
  trans: TranslationBundle;
}

function MeasurePicker({ measure, fields, onChange, trans }: IMeasurePickerProps): JSX.Element {
  const numeric = fields.filter(field => field.numeric);
  const id = React.useId();
  const setKind = (kind: string) => {
    if (kind === 'count') {
      onChange({ kind });
    } else if (kind === 'distinct' && fields.length) {
      onChange({ kind, field: fields[0].name });
    } else if (kind === 'sum' && numeric.length) {
      onChange({ kind, field: numeric[0].name });
    } else if (kind === 'ratio') {
      onChange({ kind, of: [] });
    }
  };
  return (
    <>
      <label className="jp-SecurityLake-label" htmlFor={id}>
        {trans.__('Measure')}
      </label>
      <select
        id={id}
        className="jp-SecurityLake-input"
        value={measure.kind}
        onChange={event => setKind(event.target.value)}
      >
        <option value="count">{trans.__('Number of events')}</option>
        <option value="distinct" disabled={!fields.length}>
          {trans.__('Distinct values of a field')}
        </option>
        <option value="sum" disabled={!numeric.length}>
          {trans.__('Sum of a field')}
        </option>
        <option value="ratio">{trans.__('Share of the events')}</option>
      </select>
      {(measure.kind === 'distinct' || measure.kind === 'sum') && (
        <Combobox
          label={measure.kind === 'sum' ? trans.__('Sum of') : trans.__('Distinct values of')}
          options={fieldOptions(measure.kind === 'sum' ? numeric : fields, trans)}
          value={measure.field}
          noMatch={trans.__('No such field in this table.')}
          onChange={field => onChange({ ...measure, field })}
        />
      )}
      {measure.kind === 'ratio' && (
        <Filters
          filter={measure.of}
          fields={fields}
          label={trans.__('Share of those where')}
          none={trans.__('Add a condition, or the share is all of them.')}
          onChange={of => onChange({ kind: 'ratio', of })}
          trans={trans}
        />
      )}
    </>
  );
}
