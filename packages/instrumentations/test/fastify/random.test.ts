import { kRandomTimeoutMillis, playRandom } from '../random-programs';
import { applications } from './applications';
import { expectSame, namesIn, type Manager } from './support';

/** Applications in one run of a test. */
const kPrograms = 120;

test.each<Manager>(['native', 'async-local-storage'])(
  '%s: random applications make the same spans',
  (manager) =>
    playRandom(applications, kPrograms, async (programs) => {
      const recorded = await expectSame(manager, programs);
      const names = recorded.flatMap(({ spans }) => spans.flatMap(namesIn));
      for (const kind of ['request', 'handler - ', 'onRequest - ', 'notFoundHandler - '])
        expect(names.filter((name) => name.startsWith(kind)).length).toBeGreaterThan(5);
    }),
  kRandomTimeoutMillis,
);
