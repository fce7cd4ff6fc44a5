// JSON schema of a saved analysis (`.lakeml`).
import { SPEC_FORMAT_VERSION } from '../../src/analysis/spec';

const texts = { type: 'array', items: { type: 'string' } };
const scalar = { type: ['string', 'number', 'boolean'] };

function operation(ops: string[], value?: object): object {
  return {
    type: 'object',
    properties: {
      field: { type: 'string', minLength: 1 },
      op: { enum: ops },
      ...(value ? { value } : {})
    },
    required: value ? ['field', 'op', 'value'] : ['field', 'op']
  };
}

/** The schema, by the format that `validateSpec` reads. */
export function specSchema(): object {
  const conditions = { type: 'array', items: { $ref: '#/$defs/condition' } };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Security Lake analysis',
    description: 'One analysis as saved in a .lakeml file. What may be left out gets its default.',
    type: 'object',
    required: ['formatVersion', 'tables', 'range'],
    properties: {
      formatVersion: { const: SPEC_FORMAT_VERSION },
      tables: {
        type: 'array',
        minItems: 1,
        maxItems: 20,
        items: {
          type: 'object',
          required: ['database', 'name'],
          properties: {
            catalog: { type: 'string' },
            database: { type: 'string' },
            name: { type: 'string' }
          }
        }
      },
      range: {
        oneOf: [
          {
            type: 'object',
            required: ['kind', 'days'],
            properties: { kind: { const: 'last' }, days: { type: 'number', exclusiveMinimum: 0 } }
          },
          {
            type: 'object',
            required: ['kind', 'from', 'to'],
            properties: {
              kind: { const: 'between' },
              from: {
                type: 'string',
                description: 'ISO date or time, UTC without a zone; included'
              },
              to: { type: 'string', description: 'ISO date or time; not included' }
            }
          }
        ]
      },
      grain: { enum: ['auto', 'minute', 'hour', 'day'], default: 'auto' },
      question: { type: ['string', 'null'], description: 'Id of a catalogue question' },
      custom: {
        description: 'Overrides keys, measure and filter of the question, or is the whole question',
        oneOf: [
          { type: 'null' },
          {
            type: 'object',
            properties: {
              title: { type: 'string', maxLength: 200 },
              keys: { ...texts, maxItems: 6 },
              measure: { $ref: '#/$defs/measure' },
              filter: conditions,
              eventTime: {
                type: 'string',
                description:
                  'Column that says when something happened, of a custom source whose columns do not tell'
              }
            }
          }
        ]
      },
      accounts: { ...texts, default: [], description: 'Empty means all' },
      regions: { ...texts, default: [], description: 'Empty means all' },
      cutOver: {
        type: 'string',
        description: 'ISO time from which version 2 counts and before which version 1 does'
      },
      detectors: {
        type: 'object',
        properties: {
          profile: { enum: ['count', 'seed'] },
          rate: { type: 'number', minimum: 0, maximum: 365 },
          iqrMultiple: { type: 'number', minimum: 0, maximum: 1000 },
          decomposition: { enum: ['additive', 'multiplicative'] },
          cusumThreshold: { type: 'number', minimum: 0, maximum: 1 }
        }
      }
    },
    $defs: {
      measure: {
        oneOf: [
          { type: 'object', required: ['kind'], properties: { kind: { const: 'count' } } },
          {
            type: 'object',
            required: ['kind', 'field'],
            properties: {
              kind: { enum: ['distinct', 'sum'] },
              field: { type: 'string', minLength: 1 }
            }
          },
          {
            type: 'object',
            required: ['kind', 'of'],
            properties: { kind: { const: 'ratio' }, of: conditions }
          }
        ]
      },
      condition: {
        anyOf: [
          { type: 'object', required: ['any'], properties: { any: conditions } },
          { type: 'object', required: ['all'], properties: { all: conditions } },
          { type: 'object', required: ['not'], properties: { not: { $ref: '#/$defs/condition' } } },
          operation(['is-null', 'not-null']),
          operation(['eq', 'ne', 'lt', 'le', 'gt', 'ge'], scalar),
          operation(['in', 'not-in'], { type: 'array', items: scalar }),
          operation(['in-cidr', 'not-in-cidr'], texts),
          operation(['starts-with', 'ends-with', 'contains', 'matches'], { type: 'string' })
        ]
      }
    }
  };
}
