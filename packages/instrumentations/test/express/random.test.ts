import { kRandomTimeoutMillis, playRandom } from '../random-programs';
import { applications, type ExpressVersion } from './applications';
import type { SpanNode } from './differences';
import { expectSame, type Manager } from './support';

/** Applications in one run of a test. */
const kPrograms = 200;

test.each<[ExpressVersion, Manager]>([
  [4, 'native'],
  [5, 'native'],
  [5, 'async-local-storage'],
])(
  'Express %s, %s: random applications make the same spans',
  (version, manager) =>
    playRandom(applications(version), kPrograms, async (programs) => {
      const recorded = await expectSame(version, manager, programs);
      const names = recorded.flatMap(({ spans }) => spans.flatMap(namesIn));
      for (const type of ['middleware', 'router', 'request handler'])
        expect(names.filter((name) => name.startsWith(`${type} - `)).length).toBeGreaterThan(50);
    }),
  kRandomTimeoutMillis,
);

function namesIn({ name, children }: SpanNode): string[] {
  return [name, ...children.flatMap(namesIn)];
}
