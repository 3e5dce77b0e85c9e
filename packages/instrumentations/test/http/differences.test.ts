/** The differences that docs/instrumentations.md lists. */
import { runPrograms, type Program, type Recorded } from '../support';

const steps: Record<string, object> = {
  'user agent': { way: 'text', path: '/echo', headers: { 'User-Agent': 'agent/1' } },
  'array of headers': {
    way: 'text',
    path: '/echo?array',
    headers: ['Host', 'localhost', 'Accept', 'text/plain'],
  },
  'refused request': { way: 'options', path: '/', rawPath: 'a b' },
  'IPv6 address': { way: 'url', url: 'http://[::1]:1/six' },
  'two slashes': { way: 'options', path: '/', rawPath: '//a/b?x=1' },
  'aborted response': {
    way: 'text',
    path: '/begun',
    abortAt: 'response',
    hears: ['close', 'aborted'],
  },
};

const programs: Program[] = Object.entries(steps).map(([name, step]) => ({
  config: {},
  groups: [[{ name, ...step }]],
}));

let official: Recorded[];
let ours: Recorded[];
beforeAll(async () => {
  [official, ours] = await Promise.all([
    runPrograms('http', 'official', 'native', programs),
    runPrograms('http', 'ours', 'native', programs),
  ]);
});

const spans = (recorded: Recorded[], name: string) =>
  recorded[Object.keys(steps).indexOf(name)]!.spans;
const clientSpans = (recorded: Recorded[], name: string) =>
  spans(recorded, name).filter(({ kind }) => kind === 2);
const attribute = (recorded: Recorded[], name: string, key: string) =>
  clientSpans(recorded, name).map(({ attributes }) => attributes[key]);

test('the user agent is found in every case of the name', () => {
  expect(attribute(ours, 'user agent', 'user_agent.original')).toEqual(['agent/1']);
  expect(attribute(official, 'user agent', 'user_agent.original')).toEqual([undefined]);
});

test('headers that are an array stay as they are, and propagate', () => {
  const { received } = ours[Object.keys(steps).indexOf('array of headers')]!;
  expect(received).toContain('server /echo?array handler, traceparent: true: 1 GET /echo');
});

test('a request that Node refuses has no span', () => {
  expect(clientSpans(ours, 'refused request')).toEqual([]);
  expect(clientSpans(official, 'refused request')).toHaveLength(1);
});

test('IPv6 addresses are in brackets', () => {
  expect(attribute(ours, 'IPv6 address', 'url.full')).toEqual(['http://[::1]:1/six']);
  expect(attribute(official, 'IPv6 address', 'url.full')).toEqual(['http://::1/six']);
});

test('a path that begins with two slashes is recorded whole', () => {
  const urlsOf = (recorded: Recorded[]) =>
    spans(recorded, 'two slashes').map(({ attributes }) => [
      String(attributes['url.full'] ?? attributes['url.path']).replace(/^http:\/\/[^/]+/, ''),
      attributes['url.query'],
    ]);
  expect(urlsOf(ours)).toEqual([
    ['//a/b', 'x=1'],
    ['//a/b?x=1', undefined],
  ]);
  expect(urlsOf(official)).toEqual([
    ['/b', 'x=1'],
    ['/b?x=1', undefined],
  ]);
});

test('a request that is aborted in the middle of its response ends its span', () => {
  expect(attribute(ours, 'aborted response', 'http.response.status_code')).toEqual([200]);
  expect(clientSpans(official, 'aborted response')).toEqual([]);
});
