import { runPrograms, type Program } from '../support';

test('a path that begins with two slashes is a path of the origin', async () => {
  const step = { name: 'two slashes', way: 'request', method: 'GET', path: '//a/b?x=1' };
  const program: Program = { config: {}, groups: [[step]] };
  const [official, ours] = await Promise.all([
    runPrograms('undici', 'official', 'native', [program]),
    runPrograms('undici', 'ours', 'native', [program]),
  ]);
  const port = 65432;
  expect(ours[0]!.spans.map(({ attributes }) => attributes)).toMatchObject([
    {
      'server.address': '127.0.0.1',
      'server.port': port,
      'url.full': `http://127.0.0.1:${port}//a/b?x=1`,
      'url.path': '//a/b',
      'url.query': '?x=1',
    },
  ]);
  expect(official[0]!.spans.map(({ attributes }) => attributes)).toMatchObject([
    { 'server.address': 'a', 'url.full': 'http://a/b?x=1', 'url.path': '/b' },
  ]);
});
