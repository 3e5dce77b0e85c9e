import { testRandomPrograms, testWhenRecorded } from './common-tests';
import { mysqlPrograms } from './mysql2-programs';
import { areInstalled, startMariaDb, type DatabaseServer } from './server';
import { librarySpans, runPrograms, type Step } from './support';

jest.setTimeout(120_000);

const hasServer = areInstalled(['mariadbd', 'mariadb-install-db'], 'mariadb-server');

/** The statement that has them is searched from its start for each. */
const kManyTexts = Object.fromEntries(
  Array.from({ length: 1000 }, (_, index) => [`name${index}`, index + ' secret'.repeat(1000)]),
);

(hasServer ? describe : describe.skip)('mysql2, with a MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startMariaDb();
  }, 180_000);
  afterAll(async () => {
    await server.stop();
  });

  const subject = {
    library: 'mysql2',
    programs: mysqlPrograms,
    spansEach: 1,
    server: () => server,
  };
  testRandomPrograms(subject);

  async function textsOf(steps: readonly Step[], config = {}): Promise<unknown[]> {
    const [recorded] = await runPrograms('mysql2', 'ours', server, [{ config, steps }]);
    return librarySpans(recorded!).map(({ attributes }) => attributes['db.query.text']);
  }

  test('no value of a query gets into its text', async () => {
    const secret = 'it is "my" \'secret\' \\';
    const run = (sql: string, values?: readonly unknown[]) => ({ do: 'run', sql, values });
    const steps = [
      run("SELECT ?, ? -- it's \n, ?", [secret, -1.5, secret]),
      run("SELECT 'kept', 12"),
      run("SELECT ?, 'not kept', 12, `a1`", [secret]),
      run('SELECT ?, ?', [{ buffer: '00ff' }, 1e21]),
      // The server executes the first two, and mysql2 replaces their placeholders.
      run('SELECT /*+ SET_VAR(a=?) */ /*!50000 ?, */ ? --\u00a0? /* 1 */', [1, secret, 2, secret]),
    ];
    const texts = await textsOf(steps);
    expect(texts).toEqual([
      "SELECT ?, -? -- it's \n, ?",
      "SELECT 'kept', 12",
      'SELECT ?, ?, ?, `a1`',
      'SELECT ?, ?',
      'SELECT /*+ SET_VAR(a=?) */ /*!50000 ?, */ ? --\u00a0? /* 1 */',
    ]);
    expect(JSON.stringify(texts)).not.toContain('secret');
  });

  interface Given {
    readonly options?: Readonly<Record<string, unknown>>;
    readonly queries: readonly {
      readonly method?: string;
      readonly sql: unknown;
      readonly values?: unknown;
    }[];
  }

  /** Returns what the queries answered, and the texts that were recorded. */
  async function recordedWith({ options = {}, queries }: Given): Promise<(readonly unknown[])[]> {
    const steps = [{ do: 'onConnectionWith', options, queries }];
    const [recorded] = await runPrograms('mysql2', 'ours', server, [{ config: {}, steps }]);
    const texts = librarySpans(recorded!).map(({ attributes }) => attributes['db.query.text']);
    return [recorded!.outcomes, texts];
  }

  const kTable = { sql: 'CREATE TEMPORARY TABLE t (a VARCHAR(40), b VARCHAR(40))' };

  test.each<[string, Given, unknown, readonly string[]]>([
    [
      'a queryFormat that doubles quotes, where a backslash is a character',
      {
        options: { queryFormat: 'doubled quotes' },
        queries: [
          { sql: "SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'" },
          { sql: 'SELECT ? AS a, ? AS b', values: ['\\', 'a secret'] },
        ],
      },
      [['done', [['\\', 'a secret']]]],
      ["SET SESSION sql_mode = 'NO_BACKSLASH_ESCAPES'", 'SELECT ?'],
    ],
    [
      'a queryFormat that writes no quotes',
      {
        options: { queryFormat: 'bare' },
        queries: [{ sql: 'SELECT\n? AS a', values: ['CURDATE() IS NULL OR /* secret */ 1'] }],
      },
      [[[[1]]]],
      ['SELECT ?'],
    ],
    [
      'a queryFormat that replaces placeholders in comments',
      {
        options: { queryFormat: "mysql2's" },
        queries: [{ sql: '/* for ? */ SELECT ? AS a', values: ['a secret', 'b'] }],
      },
      [[[['b']]]],
      ['?'],
    ],
    [
      'a queryFormat that writes as mysql2 does',
      {
        options: { queryFormat: "mysql2's" },
        queries: [{ sql: 'SELECT ? AS a, ? AS b', values: ["o'secret", 'id'] }],
      },
      [[[["o'secret", 'id']]]],
      ['SELECT ? AS a, ? AS b'],
    ],
    [
      'a queryFormat that writes values by name',
      {
        options: { queryFormat: 'by name' },
        queries: [{ sql: 'SELECT :a AS a, :b AS b', values: { b: "o'secret", a: 'id' } }],
      },
      [[[['id', "o'secret"]]]],
      ['SELECT ? AS a, ? AS b'],
    ],
    [
      'values by name that would be searched for too long',
      {
        options: { queryFormat: 'by name' },
        queries: [
          {
            sql: `SELECT LENGTH(CONCAT(${Object.keys(kManyTexts)
              .map((name) => `:${name}`)
              .join(', ')})) AS a`,
            values: kManyTexts,
          },
        ],
      },
      [[[[Object.values(kManyTexts).join('').length]]]],
      ['SELECT ?'],
    ],
    [
      'named placeholders',
      {
        options: { namedPlaceholders: true },
        queries: [
          { sql: 'SELECT :a AS a, :b AS b', values: { b: 'a "secret"', a: 'x', c: 'unused' } },
          { method: 'execute', sql: 'SELECT :a AS a', values: { a: 'a secret' } },
        ],
      },
      [[[['x', 'a "secret"']], [['a secret']]]],
      ['SELECT ? AS a, ? AS b', 'SELECT ? AS a'],
    ],
    [
      'objects, lists of rows, names, and values beside the statement',
      {
        queries: [
          kTable,
          { sql: 'INSERT INTO t SET ?', values: { a: "it's secret", b: '\\' } },
          {
            sql: 'INSERT INTO ?? VALUES ?',
            values: [
              'mysql.t',
              [
                ['secret', 'b'],
                ['\t', "'"],
              ],
            ],
          },
          { sql: { sql: 'SELECT a FROM t WHERE b IN (?)', values: [["'", 'a secret']] } },
        ],
      },
      [['done', 'done', 'done', [['\t']]]],
      [
        kTable.sql,
        'INSERT INTO t SET `a` = ?, `b` = ?',
        'INSERT INTO `mysql`.`t` VALUES (?, ?), (?, ?)',
        'SELECT a FROM t WHERE b IN (?, ?)',
      ],
    ],
    [
      'objects as texts, with a timezone',
      {
        options: { stringifyObjects: true, timezone: '+05:00' },
        queries: [{ sql: 'SELECT ? AS a', values: [{ a: 'secret' }] }],
      },
      [[[['[object Object]']]]],
      ['SELECT ?'],
    ],
  ])('no value gets into the text: %s', async (_what, given, answers, expected) => {
    const [outcomes, texts] = await recordedWith(given);
    expect(outcomes).toEqual(answers);
    expect(texts).toEqual(expected);
    expect(JSON.stringify(texts)).not.toContain('secret');
  });

  test('maskStatement leaves no literal', async () => {
    const sql = "SELECT 1.5, 'it''s', \"x\\\"y\", 0x1F, a1 FROM `t2` /* it's 3 */ WHERE b='";
    expect(await textsOf([{ do: 'run', sql }], { maskStatement: true })).toEqual([
      "SELECT ?, ??, ?, ?, a1 FROM `t2` /* it's 3 */ WHERE b=?",
    ]);
  });

  test('the span of a query without rows and without a callback ends, and after all rows', async () => {
    const steps = [
      { do: 'events', sql: 'SELECT 1 FROM user WHERE FALSE' },
      { do: 'events', sql: 'SELECT 1 UNION SELECT 2' },
    ];
    const [recorded] = await runPrograms('mysql2', 'ours', server, [{ config: {}, steps }]);
    expect(librarySpans(recorded!).map(({ hasEnded }) => hasEnded)).toEqual([true, true]);
    expect(recorded!.outcomes[1]).toHaveLength(2);
  });

  testWhenRecorded(subject);
});
