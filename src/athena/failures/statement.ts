import type { IFailure } from './failure';

/** Failures of a statement: what it names or computes isn't there. */
export const STATEMENT = {
  'column-not-found': {
    turn: 'you',
    sentence: (t, [column]) =>
      column
        ? t.__('The table has no column “%1”, or you may not read it.', column)
        : t.__('The table lacks a column that the question needs.'),
    advice: t =>
      t.__(
        'Choose another table or question, or other fields to group by. A schema that changed shows after Refresh.'
      ),
    signs: [
      { text: /COLUMN_NOT_FOUND.*?Column '([^']*)'/s },
      { text: /COLUMN_NOT_FOUND|Column '([^']*)' cannot be resolved|INVALID_COLUMN_REFERENCE/ }
    ],
    example: {
      from: 'query',
      type: 1006,
      text: "COLUMN_NOT_FOUND: line 1:8: Column 'api.operation' cannot be resolved or requester is not authorized to access requested resources"
    }
  },
  'table-not-found': {
    turn: 'you',
    sentence: (t, [table]) =>
      table
        ? t.__('There is no table “%1” any more.', table)
        : t.__('The table is not there any more.'),
    advice: t => t.__('Press Refresh to list the tables again, then choose one that is there.'),
    signs: [
      { text: /TABLE_NOT_FOUND.*?Table '([^']*)'/s },
      { text: /TABLE_NOT_FOUND|Table '?([^' ]*)'? does not exist/ },
      {
        name: /EntityNotFound|MetadataException/,
        text: /(?:table|entity)\b.*not (?:found|exist)/i
      },
      { types: [[1110, 1110]] }
    ],
    example: {
      from: 'query',
      type: 1110,
      text: "TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.lake.waf_2_0' does not exist"
    }
  },
  'database-not-found': {
    turn: 'you',
    sentence: t => t.__('The database of this table is not there.'),
    advice: t =>
      t.__('Press Refresh to list the databases again, or check SECURITY_LAKE_ML_DATABASES.'),
    signs: [
      { text: /SCHEMA_NOT_FOUND|Schema '?\S+'? does not exist/ },
      {
        name: /MetadataException|EntityNotFound/,
        text: /database\b.*not (?:found|exist)|database\b.*(?:does not|doesn't) exist/i
      },
      { text: /CATALOG_NOT_FOUND|Catalog '?\S+'? (?:does not exist|not found)/i }
    ],
    example: {
      from: 'query',
      type: 1006,
      text: "SCHEMA_NOT_FOUND: line 1:15: Schema 'lake' does not exist"
    }
  },
  'metadata-unreadable': {
    turn: 'administrator',
    sentence: t => t.__('The catalogue could not be read.'),
    advice: t =>
      t.__(
        'The role needs glue:GetDatabases and glue:GetTables, and DESCRIBE in Lake Formation on database and tables.'
      ),
    signs: [{ name: /MetadataException/ }, { types: [[1701, 1701]] }],
    example: { from: 'call', name: 'MetadataException', text: 'Rejecting request from Glue' }
  },
  'not-translatable': {
    turn: 'us',
    sentence: t => t.__('The local engine cannot run this statement; Athena can.'),
    advice: t =>
      t.__(
        'Run it on Athena, or report the statement to the project. It was not changed into something else.'
      ),
    signs: [
      {
        text: /NOT_SUPPORTED.*local engine|cannot be translated|can't be translated|not supported by the local engine/is
      }
    ],
    example: {
      from: 'query',
      type: 1006,
      text: 'NOT_SUPPORTED: line 1:8: approx_most_frequent is not supported by the local engine'
    }
  },
  'function-not-found': {
    turn: 'you',
    sentence: t => t.__('The statement uses a function that is not there.'),
    advice: t => t.__('Correct the function’s name or its arguments; the details give the place.'),
    signs: [
      { text: /FUNCTION_NOT_FOUND|Function '?\S+'? not registered|Unexpected parameters \(/ }
    ],
    example: {
      from: 'query',
      type: 1006,
      text: "FUNCTION_NOT_FOUND: line 1:8: Function 'foo' not registered"
    }
  },
  'type-mismatch': {
    turn: 'you',
    sentence: t => t.__('The statement compares or joins values of different types.'),
    advice: t =>
      t.__('Use a value of the column’s type in the filter; the details give the place.'),
    signs: [{ text: /TYPE_MISMATCH|Cannot apply operator|HIVE_PARTITION_SCHEMA_MISMATCH/ }],
    example: {
      from: 'query',
      type: 1006,
      text: 'TYPE_MISMATCH: line 1:40: Cannot apply operator: bigint = varchar'
    }
  },
  'value-unusable': {
    turn: 'us',
    sentence: t => t.__('A value in the log could not be used by the statement.'),
    advice: t =>
      t.__('Narrow the filter to leave such rows out, and report the statement to the project.'),
    signs: [
      {
        text: /INVALID_CAST_ARGUMENT|INVALID_FUNCTION_ARGUMENT|Key not present in map|DIVISION_BY_ZERO|Division by zero|NUMERIC_VALUE_OUT_OF_RANGE/
      },
      { types: [[1100, 1100]] }
    ],
    example: {
      from: 'query',
      type: 1100,
      text: 'INVALID_FUNCTION_ARGUMENT: Key not present in map: Severity'
    }
  },
  'statement-too-long': {
    turn: 'you',
    sentence: t => t.__('The statement is longer than Athena takes (262,144 bytes).'),
    advice: t => t.__('Use fewer values in the filter.'),
    signs: [{ text: /query(?:String)?\b.*(?:less than or equal to 262144|too long|length)/i }],
    example: {
      from: 'call',
      name: 'InvalidRequestException',
      text: "1 validation error detected: Value at 'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144"
    }
  },
  'syntax-error': {
    turn: 'you',
    sentence: t => t.__('Athena does not understand the statement.'),
    advice: t =>
      t.__(
        'Correct it at the place that the details give. If this page wrote it, report it to the project.'
      ),
    signs: [
      {
        text: /SYNTAX_ERROR|NOT_SUPPORTED|mismatched input|extraneous input|Only one sql statement|MALFORMED_QUERY/i
      },
      { types: [[1006, 1006]] }
    ],
    example: { from: 'query', type: 1006, text: "SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'" }
  }
} satisfies Record<string, IFailure>;
