import fc from 'fast-check';
import type { Program, Step } from './support';

/** Values whose text the official instrumentation does not record either. Others are in mysql2.test.ts. */
const value = fc.oneof(
  fc.nat({ max: 10_000 }),
  fc.constantFrom('', 'plain', "o'clock", 'a "b" \\ c', '-- no /* comment', '?', 'späť\n2'),
  fc.constant({ buffer: '00ff27' }),
  fc.constant({ date: '2024-02-29T12:00:00.000Z' }),
);

const valuesFor = (count: number) => fc.array(value, { minLength: count, maxLength: count });

/** Placeholders alone where there are values. */
const statement = fc.oneof(
  fc
    .constantFrom(
      'SELECT 1',
      "SELECT 'it''s', \"x\\\"y\", 1.5",
      'select  2 ',
      'SHOW DATABASES',
      'SELECT\n3',
      'SELEC 1',
      'SELECT * FROM no_such_table',
      'BEGIN',
      '/* hint */ SELECT 4',
      `SELECT '${'long '.repeat(20_000)}' AS text`,
    )
    .map((sql) => ({ sql })),
  fc.integer({ min: 1, max: 4 }).chain((count) =>
    fc.record({
      sql: fc.constant(`SELECT ${Array(count).fill('?').join(', ')}`),
      values: valuesFor(count),
    }),
  ),
  fc.record({ sql: fc.constant('SELECT ? FROM no_such_table'), values: valuesFor(1) }),
);

const run = fc
  .record({
    method: fc.constantFrom('query', 'execute'),
    how: fc.constantFrom('callback', 'promise', 'object'),
    on: fc.constantFrom('connection', 'pool'),
    isRoot: fc.boolean(),
  })
  .chain((way) => statement.map((given) => ({ do: 'run', ...way, ...given })));

/** Rows: without any, the official instrumentation never ends the span. */
const events = fc.record({
  do: fc.constant('events'),
  method: fc.constantFrom('query', 'execute'),
  sql: fc.constantFrom('SELECT 1 UNION SELECT 2', 'SELEC'),
});

const transaction = fc.record({
  do: fc.constant('transaction'),
  isKept: fc.boolean(),
  statements: fc.array(
    fc.constantFrom(
      'CREATE TEMPORARY TABLE IF NOT EXISTS t (a INT PRIMARY KEY)',
      'INSERT INTO t VALUES (1)',
      'SELECT 1',
    ),
    { maxLength: 3 },
  ),
});

const lost: fc.Arbitrary<Step> = fc.constantFrom<Step>(
  { do: 'connectAs', options: { port: 'closed' }, sql: 'SELECT 1' },
  { do: 'connectAs', options: { user: 'nobody', password: 'wrong' }, sql: 'SELECT 1' },
  { do: 'connectAs', options: { database: 'no_such_database' }, sql: 'SELECT 1' },
  { do: 'connectAs', options: {}, sql: 'SELECT 1' },
  { do: 'run', how: 'object', sql: 'SELECT SLEEP(2)', options: { timeout: 1 } },
);

export const mysqlPrograms: fc.Arbitrary<Program> = fc.record({
  config: fc.constantFrom<Program['config']>(
    {},
    { responseHook: 'hook:count rows' },
    { responseHook: 'hook:throws' },
    { maskStatement: true, maskStatementHook: 'hook:upper case' },
    { maskStatement: true, maskStatementHook: 'hook:throws' },
  ),
  steps: fc.array(
    fc.oneof(
      { arbitrary: run, weight: 8 },
      { arbitrary: events, weight: 1 },
      { arbitrary: transaction, weight: 1 },
      { arbitrary: lost, weight: 1 },
    ),
    { minLength: 1, maxLength: 8 },
  ),
});
