import { runProgram } from './support';

interface Thread {
  readonly answers: readonly string[];
  readonly names: readonly string[];
}

const kThreads = 3;
const kRounds = 20;
const perThread = kThreads * kRounds;

test.each(['native', 'async-local-storage'])(
  'each thread records its own requests, in its own contexts (%s)',
  async (manager) => {
    const threads = await runProgram<Thread[]>('workers.mjs', manager);
    expect(threads).toHaveLength(kThreads);
    for (const { answers, names } of threads) {
      expect(counts(names)).toEqual({
        'express: request handler - /express/:id': perThread,
        'fastify: handler - show': perThread,
        'fastify: request': perThread,
        'http: GET /express/:id': perThread,
        'http: GET /fastify/:id': perThread,
        'undici: GET': 2 * perThread,
      });
      // The span of the handler was active in each, whichever thread answered.
      expect(Object.keys(counts(answers.map((text) => text.replace(/^\d+ /, ''))))).toEqual([
        'request handler - /express/:id',
        'handler - show',
      ]);
      expect(Object.values(counts(answers))).toEqual(Array(2 * kThreads).fill(kRounds));
    }
  },
  120_000,
);

function counts(texts: readonly string[]): Record<string, number> {
  const groups = Map.groupBy(texts, (text) => text);
  return Object.fromEntries([...groups].map(([text, all]) => [text, all.length]));
}
