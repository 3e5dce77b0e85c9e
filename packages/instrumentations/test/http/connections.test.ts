import { expectSame, runPrograms, type Program } from '../support';

const get = (path: string, ...headers: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: localhost:3000', ...headers, '', ''].join('\r\n');
const post = (path: string, body: string, ...headers: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: localhost', ...headers, '', body].join('\r\n');

type Part = readonly [text: string, awaited: number | string];

/** What one connection carries, part by part: see `sendBytes` in traffic/http-steps.mjs. */
const connections: Record<string, Part[]> = {
  'requests after each other': [
    [get('/echo?a=1'), 1],
    [get('/turns'), 2],
    [get('/late'), 3],
  ],
  'requests before the answers': [
    [get('/late') + get('/turns') + get('/echo'), 3],
    [get('/echo?4'), 4],
  ],
  'a body in parts, then a request': [
    [post('/echo', 'abc', 'Content-Length: 6'), '/echo'],
    ['def', 1],
    [get('/echo?after'), 2],
  ],
  'chunks and trailers': [
    [post('/echo', '3\r\nabc\r\n', 'Transfer-Encoding: chunked', 'Trailer: x-end'), '/echo'],
    ['0\r\nx-end: 1\r\n\r\n', 1],
    [get('/pieces/2'), 2],
  ],
  'an expected continue': [
    [post('/echo', '', 'Content-Length: 3', 'Expect: 100-continue'), '/echo'],
    ['abc', 1],
    [get('/echo'), 2],
  ],
  'no body': [
    [get('/echo').replace('GET', 'HEAD'), 1],
    [get('/status/304'), 2],
  ],
  'an upgrade': [[get('/echo', 'Connection: upgrade', 'Upgrade: echo'), -1]],
  'an upgrade after a request': [
    [get('/turns'), 1],
    [get('/up', 'Connection: upgrade', 'Upgrade: echo'), -1],
  ],
  CONNECT: [['CONNECT example.com:443 HTTP/1.1\r\nHost: example.com:443\r\n\r\n', -1]],
  'HTTP/1.0': [['GET /echo HTTP/1.0\r\n\r\n', -1]],
  'absolute and other targets': [
    [get('http://other.example/a?b=c'), 1],
    [get('*').replace('GET', 'OPTIONS'), 2],
  ],
  'headers that are no text': [
    [get('/echo', 'User-Agent: \xff\x80\xe9', 'X-Forwarded-For: \xfe'), 1],
  ],
  'a host that is no host': [['GET /echo HTTP/1.1\r\nHost: a b:x:y\r\n\r\n', 1]],
  'a client that leaves': [[get('/hang'), '/hang']],
};

const programs: Program[] = Object.entries(connections).map(([name, parts]) => ({
  config: {},
  groups: [[{ name, way: 'bytes', parts }]],
}));

describe.each(['async-local-storage', 'native'])('contexts by %s', (manager) => {
  test('every kind of connection makes the same spans, in the same contexts', async () => {
    const recorded = await expectSame('http', manager, programs);
    expect(recorded[1]!.spans).toHaveLength(4);
  });

  test('no context of a request is active after it, on the same connection', async () => {
    const config = { ignoreIncomingRequestHook: 'hook:ignore /status' };
    const parts = [
      [get('/echo'), 1],
      [get('/status/200'), 2],
      ['this is no HTTP\r\n\r\n', -1],
    ];
    const [recorded] = await runPrograms('http', 'ours', manager, [
      { config, groups: [[{ name: 'after', way: 'bytes', parts }]] },
    ]);
    const notes = recorded!.received as string[];
    expect(notes).toContain('server /echo handler, traceparent: false: 1 GET /echo');
    expect(notes).toContain('server /status/200 handler, traceparent: false: none');
    expect(notes).toContain('server client error HPE_INVALID_METHOD: none');
  });
});
