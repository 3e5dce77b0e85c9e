import { join } from 'node:path';
import { runNode } from 'test-support/run-node';
import { nameHandlersByRoute, type SpanNode } from '../express/differences';

type Platform = 'express' | 'fastify';

interface Printed {
  /** Spans of the start of the application. */
  readonly start: readonly SpanNode[];
  readonly requests: readonly { outcome: unknown; spans: readonly SpanNode[] }[];
}

async function run(side: 'official' | 'ours', platform: Platform, manager: string) {
  const program = join(__dirname, 'run.mjs');
  const { code, stdout, stderr } = await runNode([program, side, platform, manager]);
  if (code !== 0) throw new Error(`${side} ${platform} failed: ${stderr}`);
  // The plugin of `@fastify/otel` is a part of the names that Fastify gives to functions without one.
  return JSON.parse(stdout.replaceAll(' -> @fastify/otel', '')) as Printed;
}

/** Without what differs from run to run, and with the names of handlers as ours are. */
function comparable(span: SpanNode): SpanNode {
  const attributes = { ...span.attributes, 'network.peer.port': undefined };
  const named = nameHandlersByRoute(span);
  return { ...named, attributes, children: span.children.map(comparable) };
}

/** A path of names from the span of the request to that of a handler of the controller. */
const kBelow = {
  express: ['GET /orders/:id/show', 'request handler - /orders/:id/show', 'OrdersController.show'],
  fastify: [
    'GET /orders/:id/show',
    'request',
    'handler - fastify -> @fastify/middie',
    'OrdersController.show',
  ],
};

function spanAt(spans: readonly SpanNode[], [name, ...below]: readonly string[]): SpanNode {
  const found = spans.find((span) => span.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return below.length === 0 ? found : spanAt(found.children, below);
}

describe.each(['native', 'async-local-storage'])('contexts by %s', (manager) => {
  test.each<Platform>(['express', 'fastify'])(
    'NestJS over %s: spans of NestJS stay as they are, and ours are around them',
    async (platform) => {
      const [official, ours] = await Promise.all([
        run('official', platform, manager),
        run('ours', platform, manager),
      ]);
      expect(ours.start.map(comparable)).toEqual(official.start.map(comparable));
      ours.requests.forEach(({ outcome, spans }, index) => {
        const expected = official.requests[index]!;
        expect(outcome).toEqual(expected.outcome);
        expect(spans.map(comparable)).toEqual(expected.spans.map(comparable));
      });
      const handled = spanAt(ours.requests[0]!.spans, kBelow[platform]);
      expect(handled.children.map(({ name }) => name)).toEqual(['guard', 'show']);
    },
    120_000,
  );
});
