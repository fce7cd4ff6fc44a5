import { timeColumns, timeModel } from '../time';
import { customTable, nativeTable } from './tables';

const NAME = 'amazon_security_lake_table_us_east_1_ext_sensor';

describe('the time of a table', () => {
  it('is its own where it has the usual columns', () => {
    expect(timeModel(nativeTable('vpc_flow_2_0'))).toMatchObject({ partition: 'time_dt' });
    expect(timeModel(nativeTable('vpc_flow_1_0'))).toMatchObject({ partition: 'eventday' });
    expect(timeModel(customTable(NAME, [['EventTime', 'bigint']]))).not.toBeNull();
  });

  it('is null where no column is called so, until one is chosen', () => {
    const table = customTable(
      NAME,
      [
        ['logged', 'struct<At:timestamp>'],
        ['host', 'string']
      ],
      [['eventday', 'string']]
    );
    expect(timeModel(table)).toBeNull();
    expect(timeModel(table, 'Logged.at')).toEqual({
      millis: { from: 'millis', of: { from: 'path', path: 'logged.at' } },
      partition: 'eventday'
    });
  });

  it('can not be a column that holds no time', () => {
    const table = customTable(NAME, [
      ['flags', 'array<string>'],
      ['alive', 'boolean']
    ]);
    expect(timeModel(table, 'flags')).toBeNull();
    expect(timeModel(table, 'alive')).toBeNull();
    expect(timeModel(table, 'absent')).toBeNull();
  });

  it('offers timestamps first, then numbers and text that are called like one', () => {
    const table = customTable(
      NAME,
      [
        ['host', 'string'],
        ['size', 'bigint'],
        ['received_ts', 'string'],
        ['start_date', 'bigint'],
        ['logged', 'timestamp']
      ],
      [['eventday', 'string']]
    );
    expect(timeColumns(table)).toEqual(['logged', 'received_ts', 'start_date']);
  });
});
