import fc from 'fast-check';
import { mayKeepPathOfRouter } from './differences';

const does = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('next', 'answer') },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'next later',
      'next in a promise',
      'next in another span',
      'answer later',
    ),
  },
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'next with an error',
      'next with a text',
      'next with an error later',
      'next route',
      'next router',
      'throw',
      'throw a number',
      'reject',
      'answer 500',
      'redirect',
      'destroy',
      'change the URL',
    ),
  },
);

const handler = fc.record({
  does,
  name: fc.constantFrom('one', 'two', 'three', 'handle', 'bound dispatch', 'router', ''),
});
const handlers = fc.array(handler, { minLength: 1, maxLength: 3 });

/** Paths that both versions of Express take. */
const segment = fc.constantFrom(
  '/',
  '/a',
  '/a/b',
  '/:id',
  '/:id/b',
  '/a/',
  '',
  'regexp:^/a',
  'regexp:/b$',
);
const path = fc.oneof(
  { weight: 6, arbitrary: segment },
  { weight: 1, arbitrary: fc.constant(['/a', '/:id']) },
  { weight: 1, arbitrary: fc.constant(['regexp:^/a', '/b']) },
);
/** Paths that match everything, which each version writes in its way. */
const everything = { 4: ['*', '/*'], 5: ['/{*rest}', '/*rest'] } as const;

export type ExpressVersion = keyof typeof everything;

const method = fc.constantFrom('get', 'post', 'all');

function layersOf(version: ExpressVersion) {
  const anyPath = fc.oneof(
    { weight: 5, arbitrary: path },
    { weight: 1, arbitrary: fc.constantFrom(...everything[version]) },
  );
  return fc.letrec<{ layer: object; layers: object[] }>((tie) => ({
    layer: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.record({ kind: fc.constant('route'), method, path: anyPath, handlers }),
      fc.record(
        { kind: fc.constant('middleware'), path: anyPath, handlers },
        { requiredKeys: ['kind', 'handlers'] },
      ),
      fc.record({
        kind: fc.constant('chain'),
        path: anyPath,
        methods: fc.array(method, { minLength: 1, maxLength: 2 }),
        handlers,
      }),
      fc.record(
        {
          kind: fc.constant('error handler'),
          path,
          does: fc.constantFrom('answer', 'forgive', 'pass on'),
          name: fc.constant('on error'),
        },
        { requiredKeys: ['kind', 'does', 'name'] },
      ),
      fc.record(
        {
          kind: fc.constantFrom('router', 'application'),
          path: anyPath,
          layers: tie('layers'),
        },
        { requiredKeys: ['kind', 'layers'] },
      ),
    ),
    layers: fc.array(tie('layer'), { minLength: 1, maxLength: 4, depthIdentifier: 'layers' }),
  })).layers;
}

const url = fc
  .record({
    path: fc.constantFrom(
      '/',
      '/a',
      '/a/',
      '/a/b',
      '/7',
      '/7/b',
      '/A',
      '/none/at/all',
      '/a%2Fb',
      '//a',
    ),
    query: fc.constantFrom('', '?x=1', '?'),
  })
  .map(({ path: urlPath, query }) => urlPath + query);

const requests = fc
  .array(
    fc.array(fc.record({ method: fc.constantFrom('GET', 'POST', 'OPTIONS', 'HEAD'), path: url }), {
      minLength: 1,
      maxLength: 3,
    }),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((groups) =>
    groups.map((group, first) =>
      group.map((one, second) => ({ name: `${first}.${second}`, ...one })),
    ),
  );

export function applications(version: ExpressVersion) {
  const layers = layersOf(version).filter((all) => !mayKeepPathOfRouter(all));
  return fc.record({ config: fc.constant({}), layers, requests });
}
