import schema from '../../../schema/plugin.json';
import { RESULT_KEYS } from '../../results/commands';
import { CommandIds, SETTINGS_TITLE } from '../ids';
import { DEFAULT_PREFERENCES, readPreferences } from '../preferences';

const { properties } = schema;

describe('The settings schema', () => {
  it('has the defaults that hold before the settings are read', () => {
    const defaults = Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, property.default])
    );
    expect(defaults).toEqual(DEFAULT_PREFERENCES);
  });

  it('offers only what the preferences take', () => {
    for (const [name, property] of Object.entries(properties)) {
      for (const { const: value } of 'oneOf' in property ? property.oneOf : []) {
        expect(readPreferences({ [name]: value })).toMatchObject({ [name]: value });
      }
    }
  });

  it('has the title that the settings command looks for', () => {
    expect(schema.title).toBe(SETTINGS_TITLE);
  });

  it('binds the keys that results say they have', () => {
    expect(schema['jupyter.lab.shortcuts']).toEqual(RESULT_KEYS);
  });

  it('has menu entries for commands that there are', () => {
    const commands = schema['jupyter.lab.menus'].main
      .flatMap(menu => menu.items)
      .flatMap(item => ('command' in item ? [item.command] : []));
    expect(commands).toEqual([CommandIds.openPanel, CommandIds.newAnalysis]);
  });
});

describe('Preferences', () => {
  it.each([
    [{}],
    [{ days: 0, grain: 'year', rate: -1, cellStyle: 'shell' }],
    [{ days: '7', grain: null, rate: Infinity, cellStyle: 3 }]
  ])('fall back to their defaults from %j', composite => {
    expect(readPreferences(composite)).toEqual(DEFAULT_PREFERENCES);
  });
});
