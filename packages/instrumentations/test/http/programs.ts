import fc from 'fast-check';
import type { Program } from '../support';

const method = fc.constantFrom('GET', 'HEAD', 'post', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PURGE');
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.constantFrom('?', '?a', "?it's=1", '?a=/../b', '?sig=secret', '?a=[1]&b={2}|^`', '?a=b&sig=1'),
);
const path = fc.constantFrom(
  '/echo',
  '/echo/a%20b/%2e/c',
  '/echo//d',
  '/status/204',
  '/status/304',
  '/status/404',
  '/status/503',
  '/pieces/3',
  '/reset',
  '/cut',
  '/garbage',
  '/late',
  '/turns',
  '/twice',
  '/early',
  '/broken',
);
const headers = fc.record(
  {
    'user-agent': fc.constantFrom('agent/1', ''),
    host: fc.constantFrom('example.com', 'example.com:8080', '[::1]:80', 'bad host', 'a:b:c'),
    forwarded: fc.constantFrom(
      'for=192.0.2.43;host=proxy.example:99;proto=https',
      'for="[2001:db8::1]:4711", for=unknown',
      'by=a;For="_hidden"; Host=h',
      'for=;',
      'nonsense',
    ),
    'x-forwarded-for': fc.constantFrom('203.0.113.7, 10.0.0.1', '[2001:db8::2]:80', 'me', '1.2.3'),
    'x-forwarded-host': fc.constantFrom('front.example', 'front.example:444', ''),
    'x-forwarded-proto': fc.constantFrom('https', 'gopher'),
    traceparent: fc.constantFrom(`00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`),
  },
  { requiredKeys: [] },
);

const request = fc.record(
  {
    way: fc.constantFrom('options', 'hostname', 'text', 'url'),
    method,
    path: fc.tuple(path, query).map(([first, second]) => first + second),
    headers,
    agent: fc.constantFrom('default', 'none', 'single', 'alive'),
    body: fc.constantFrom('', 'body', 'x'.repeat(100_000)),
    isWithoutParent: fc.boolean(),
    hasNoListener: fc.constantFrom(false, false, true),
  },
  { requiredKeys: ['way', 'method', 'path'] },
);

/** Requests that are given up while the server does not answer. */
const abandoned = fc.record({
  way: fc.constantFrom('options', 'text'),
  path: fc.constantFrom('/hang', '/hang?a=b'),
  agent: fc.constantFrom('default', 'none', 'alive'),
  abort: fc.constantFrom('destroy', 'abort'),
});

/** Programs of requests through `node:http`: some at once, some after each other. */
export const programs: fc.Arbitrary<Program> = fc
  .array(
    fc.array(fc.oneof({ weight: 8, arbitrary: request }, { weight: 1, arbitrary: abandoned }), {
      minLength: 1,
      maxLength: 4,
    }),
    { minLength: 1, maxLength: 3 },
  )
  .map((groups) => ({
    config: {},
    groups: groups.map((group, at) =>
      group.map((one, index) => ({ name: `step ${at}.${index}`, ...one })),
    ),
  }));
