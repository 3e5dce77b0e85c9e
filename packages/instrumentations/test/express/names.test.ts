import type { SpanNode } from './differences';
import { expectSame } from './support';

const next = (name: string) => [{ name, does: 'next' }];
const requests = [[{ name: 'ask', method: 'GET', path: '/a/b' }]];

/**
 * Express calls the functions that run routes `handle` or `bound dispatch`: instrumentations take every layer with such a
 * name for one. In a router, it may have no path. An application adds all middlewares below `/`.
 */
test.each([4, 5] as const)(
  'Express %s: middlewares that are called like routes',
  async (version) => {
    const at = ['/', '/a', '', ['/a', '/:id']];
    const names = ['handle', 'bound dispatch'];
    const middlewares = names.flatMap((name) => [
      { kind: 'middleware', handlers: next(name) },
      ...at.map((path) => ({ kind: 'middleware', path, handlers: next(name) })),
    ]);
    const layers = [
      ...middlewares,
      { kind: 'router', layers: middlewares },
      { kind: 'router', path: '/a', layers: middlewares },
    ];
    const [recorded] = await expectSame(version, 'native', [{ config: {}, layers, requests }]);
    const spans = recorded!.spans.flatMap(withChildren);
    expect(spans.map(({ name }) => name)).toContain('request handler');
    const nameless = spans.find(({ name }) => name === 'request handler')!;
    expect(nameless.attributes['express.name']).toBe('request handler');
  },
);

function withChildren(span: SpanNode): SpanNode[] {
  return [span, ...span.children.flatMap(withChildren)];
}
