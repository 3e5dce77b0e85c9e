import fc from 'fast-check';
import type { Program } from '../support';

const method = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS');
const query = fc.oneof(
  fc.constant(''),
  fc.webQueryParameters().map((text) => `?${text}`),
  fc.constantFrom('?', '?a', "?it's=1", '?a=/../b', '?sig=secret', '?a=[1]&b={2}|^`'),
);
const path = fc.constantFrom(
  '/echo',
  '/echo/a%20b/%2e/c',
  '/status/204',
  '/status/304',
  '/status/404',
  '/status/503',
  '/redirect/302/2',
  '/redirect/307/1',
  '/pieces/3',
  '/reset',
  '/cut',
  '/garbage',
  '/late',
  '/turns',
);
const headers = fc.record(
  {
    'user-agent': fc.constantFrom('agent/1', ''),
    'X-Long': fc.string({ unit: 'grapheme-ascii', maxLength: 20 }).map((text) => text.trim()),
    accept: fc.constantFrom('*/*', 'text/plain'),
  },
  { requiredKeys: [] },
);
const way = fc.constantFrom('fetch', 'request', 'stream', 'pool', 'client', 'retry', 'redirect');

const step = fc.record(
  {
    way,
    method,
    path: fc.tuple(path, query).map(([first, second]) => first + second),
    headers,
    body: fc.constantFrom('', 'body', 'x'.repeat(100_000)),
    isAborted: fc.constantFrom(false, false, false, true),
    isWithoutParent: fc.boolean(),
  },
  { requiredKeys: ['way', 'method', 'path'] },
);

/** Programs of requests through undici: some at once, some after each other. */
export const programs: fc.Arbitrary<Program> = fc
  .array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 })
  .map((groups) => ({
    config: {},
    groups: groups.map((group, at) =>
      group.map(({ body, ...one }, index) => ({
        name: `step ${at}.${index}`,
        ...one,
        ...(body !== undefined && allowsBody(one.method) && { body }),
      })),
    ),
  }));

function allowsBody(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD';
}
