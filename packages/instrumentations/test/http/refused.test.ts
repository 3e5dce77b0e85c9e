import { runPrograms, type Side } from '../support';

/** Answers that Node gives without asking a listener: the official instrumentation does not hear of these requests. */
const connections: Record<string, string> = {
  'no host': 'GET /echo HTTP/1.1\r\n\r\n',
  'another expectation': 'GET /echo HTTP/1.1\r\nHost: a\r\nExpect: cake\r\n\r\n',
};

const statuses = async (side: Side) => {
  const programs = Object.entries(connections).map(([name, part]) => ({
    config: {},
    groups: [[{ name, way: 'bytes', parts: [[part, 1]] }]],
  }));
  const recorded = await runPrograms('http', side, 'native', programs);
  return recorded.map(({ spans }) =>
    spans.map((span) => span.attributes['http.response.status_code']),
  );
};

test('requests that Node refuses have spans', async () => {
  expect(await statuses('ours')).toEqual([[400], [417]]);
  expect(await statuses('official')).toEqual([[], []]);
});
