import type { IStatement } from '../sql/types';
import type { CellStyle } from '../tokens';
import { commentLine, isPlainText, pythonBlock, pythonString } from './python-literal';

/** What a cell of SQL is made from. */
export interface ICellContent {
  statement: IStatement;
  /** What the statement is about; may hold log values. */
  title: string;
  region: string;
  workgroup: string;
}

/**
 * Source of a code cell for a statement. Log values in it are attacker-written: whatever the statement holds, the cell
 * has no code but the one of its style, and evaluates to exactly the statement.
 */
export function cellSource(style: CellStyle, content: ICellContent): string {
  switch (style) {
    case 'string':
      return stringCell(content);
    case 'comment':
      return commentCell(content);
    case 'magic':
      return magicCell(content);
    case 'boto3':
      return boto3Cell(content);
    case 'awswrangler':
      return awswranglerCell(content);
  }
}

function heading({ title, statement }: ICellContent): string {
  return `# ${commentLine(title)} (Athena, database ${commentLine(statement.database)})`;
}

/** The statement between line ends of its own, which SQL ignores. */
function sqlBlock({ statement }: ICellContent): string {
  return `sql = ${pythonBlock(`\n${statement.sql}\n`)}`;
}

function stringCell(content: ICellContent): string {
  return [heading(content), sqlBlock(content)].join('\n');
}

function commentCell(content: ICellContent): string {
  const lines = content.statement.sql.split('\n').map(line => `# ${commentLine(line)}`.trimEnd());
  return [heading(content), ...lines].join('\n');
}

/**
 * SQL magics fill in variables before they send (`{{…}}`, `{x}`, `$x`, `:x`), which a log value could use to read the
 * kernel's memory; they have no escape that all of them know. Such a statement becomes a string cell that says why.
 */
function magicCell(content: ICellContent): string {
  const { sql } = content.statement;
  if (!isPlainText(sql) || FILLED_IN.test(sql)) {
    const why = '# As a string: a value in it would be filled in by an SQL magic.';
    return [why, stringCell(content)].join('\n');
  }
  return ['%%sql', `-- ${commentLine(content.title)}`.replace(FILLED_IN_ALL, '_'), sql].join('\n');
}

const FILLED_IN = /[{}$]|(?<![:\w\\]):\w/;
const FILLED_IN_ALL = /[{}$:]/g;

function boto3Cell(content: ICellContent): string {
  const { statement, region, workgroup } = content;
  return [
    heading(content),
    'import time',
    'import boto3',
    '',
    sqlBlock(content),
    `athena = boto3.client("athena"${region ? `, region_name=${pythonString(region)}` : ''})`,
    'query = athena.start_query_execution(',
    '    QueryString=sql,',
    `    QueryExecutionContext={"Catalog": ${pythonString(statement.catalog)}, "Database": ${pythonString(statement.database)}},`,
    ...(workgroup ? [`    WorkGroup=${pythonString(workgroup)},`] : []),
    ')["QueryExecutionId"]',
    'while (status := athena.get_query_execution(QueryExecutionId=query)["QueryExecution"]["Status"])["State"] in ("QUEUED", "RUNNING"):',
    '    time.sleep(1)',
    'if status["State"] != "SUCCEEDED":',
    '    raise RuntimeError(status.get("StateChangeReason", status["State"]))',
    'rows = [',
    '    [datum.get("VarCharValue") for datum in row["Data"]]',
    '    for page in athena.get_paginator("get_query_results").paginate(QueryExecutionId=query)',
    '    for row in page["ResultSet"]["Rows"]',
    ']',
    'rows[:5]'
  ].join('\n');
}

function awswranglerCell(content: ICellContent): string {
  const { statement, workgroup } = content;
  return [
    heading(content),
    'import awswrangler as wr',
    '',
    sqlBlock(content),
    'events = wr.athena.read_sql_query(',
    '    sql,',
    `    database=${pythonString(statement.database)},`,
    ...(workgroup ? [`    workgroup=${pythonString(workgroup)},`] : []),
    '    ctas_approach=False,',
    ')',
    'events.head()'
  ].join('\n');
}
