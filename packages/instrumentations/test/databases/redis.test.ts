import { testRandomPrograms, testWhenRecorded } from './common-tests';
import { redisPrograms } from './redis-programs';
import { areInstalled, startRedis, type DatabaseServer } from './server';
import { librarySpans, runPrograms, type SpanNode, type Step } from './support';

jest.setTimeout(120_000);

const hasServer = areInstalled(['redis-server'], 'redis-server');

(hasServer ? describe : describe.skip)('redis, with a server', () => {
  let server: DatabaseServer;
  beforeAll(async () => {
    server = await startRedis();
  }, 180_000);
  afterAll(async () => {
    await server.stop();
  });

  const subject = {
    library: 'redis',
    programs: redisPrograms,
    spansEach: 2,
    server: () => server,
  };
  testRandomPrograms(subject);

  async function spansOf(steps: readonly Step[], config = {}): Promise<SpanNode[]> {
    const flush = { do: 'send', args: ['FLUSHDB'] };
    const programs = [{ config, steps: [flush, ...steps] }];
    const [recorded] = await runPrograms('redis', 'ours', server, programs);
    return librarySpans(recorded!).filter(
      ({ name }) => name !== 'redis-connect' && name !== 'redis-FLUSHDB',
    );
  }

  const kBatch = [
    { method: 'set', args: ['a', '1'] },
    { method: 'lPush', args: ['a', 'secret'] },
    { method: 'get', args: ['a'] },
  ];

  test('a transaction has one span, with the errors of its commands', async () => {
    const steps = [{ do: 'batch', isTransaction: true, commands: kBatch }];
    const [span, ...others] = await spansOf(steps);
    expect(others).toEqual([]);
    expect(span).toMatchObject({
      name: 'redis-MULTI',
      attributes: {
        'db.system.name': 'redis',
        'db.operation.name': 'MULTI',
        'db.operation.batch.size': 3,
      },
      status: { code: 2, message: expect.stringContaining('WRONGTYPE') as string },
      events: [{ name: 'exception' }],
      hasEnded: true,
    });
  });

  test('of a pipeline, only the command that failed has an error', async () => {
    const spans = await spansOf([{ do: 'batch', commands: kBatch }]);
    const shown = spans.map(({ name, status, attributes }) => [
      name,
      status.code,
      attributes['db.operation.name'],
    ]);
    expect(shown).toEqual([
      ['redis-SET', 0, 'PIPELINE'],
      ['redis-LPUSH', 2, 'PIPELINE'],
      ['redis-GET', 0, 'PIPELINE'],
    ]);
  });

  test('hooks get the reply, and `?` for arguments that may be secret', async () => {
    const [span] = await spansOf([{ do: 'send', args: ['SET', 'a', 'secret'] }], {
      responseHook: 'hook:set the reply',
      dbStatementSerializer: 'hook:name and arguments',
    });
    expect(span!.attributes).toMatchObject({
      'hook.name': 'SET',
      'hook.args': 2,
      'hook.reply': 'OK',
      'db.query.text': 'SET a ?',
    });
  });

  testWhenRecorded(subject);
});
