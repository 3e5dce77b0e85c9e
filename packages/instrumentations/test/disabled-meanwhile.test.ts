import { runProgram } from './support';

interface Printed {
  spans: string[];
  points: number;
  listening: string[];
  counts: { started: number; ended: number };
}

test.each(['disabled', 'enabled again'])(
  'requests in flight end as they end although the instrumentations are %s, once',
  async (how) => {
    const { spans, points, listening, counts } = await runProgram<Printed>(
      'disabled-meanwhile.mjs',
      how,
    );
    expect(spans).toEqual([
      'http /broken: Error',
      'http /good: 404',
      'undici /broken: UND_ERR_SOCKET',
      'undici /good: 404',
    ]);
    expect(points).toBe(4);
    expect(counts).toEqual({ started: 4, ended: 4 });
    // Without open requests, nothing listens any more.
    expect(listening.length > 0).toBe(how === 'enabled again');
  },
);
