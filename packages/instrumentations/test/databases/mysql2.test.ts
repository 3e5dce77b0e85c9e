import fc from 'fast-check';
import { mysqlPrograms } from './mysql2-programs';
import { areInstalled, startMariaDb, type DatabaseServer } from './server';
import {
  expectSame,
  librarySpans,
  runPrograms,
  runScript,
  type Manager,
  type Step,
} from './support';

jest.setTimeout(120_000);

const kSeed = 20;
const hasServer = areInstalled(['mariadbd', 'mariadb-install-db'], 'mariadb-server');

(hasServer ? describe : describe.skip)('mysql2, with a MariaDB', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startMariaDb();
  }, 180_000);
  afterAll(async () => {
    await server.stop();
  });

  test.each<[Manager, number]>([
    ['native', 24],
    ['async-local-storage', 6],
  ])(
    'random programs make the spans of the official instrumentation: %s',
    async (manager, numRuns) => {
      const programs = fc.sample(mysqlPrograms, { numRuns, seed: kSeed });
      const recorded = await expectSame('mysql2', server, programs, manager);
      const spans = recorded.flatMap((one) => librarySpans(one));
      expect(spans.length).toBeGreaterThan(numRuns);
      expect(spans.filter(({ status }) => status.code === 2).length).toBeGreaterThan(numRuns / 5);
      expect(spans.every(({ hasEnded }) => hasEnded)).toBe(true);
    },
    300_000,
  );

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

  test.each(['official first', 'ours first', 'twice'])('records once: %s', async (order) => {
    const { scopes, warnings } = await runScript<{ scopes: string[]; warnings: string[] }>(
      'both.mjs',
      ...['mysql2', order, String(server.port)],
    );
    const isOurs = order === 'twice';
    expect(scopes).toEqual([
      isOurs ? '@otel-native/instrumentations/mysql2' : '@opentelemetry/instrumentation-mysql2',
    ]);
    expect(warnings).toEqual(
      isOurs
        ? []
        : [
            '@otel-native/instrumentations/mysql2: @opentelemetry/instrumentation-mysql2 is active: it records, and this one not',
          ],
    );
  });

  test('nothing is recorded without an SDK, while tracing is suppressed, and after disable()', async () => {
    expect(await runScript('idle.mjs', 'mysql2', String(server.port))).toEqual({
      'without an SDK': 0,
      'with an SDK': 1,
      suppressed: 0,
      'disabled meanwhile': 1,
      disabled: 0,
      'enabled again': 1,
    });
  });
});
