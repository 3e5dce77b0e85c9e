import { kRandomTimeoutMillis, playRandom } from '../random-programs';
import { expectSame, overTls } from '../support';
import { programs } from './programs';

const kPrograms = 40;
/** Handshakes take their time: a part of the programs is enough. */
const kTlsPrograms = 15;

test.each(['async-local-storage', 'native'])(
  'the same traffic makes the same spans and metrics (%s)',
  (manager) =>
    playRandom(programs, kPrograms, async (sample) => {
      const recorded = await expectSame('http', manager, sample);
      expect(recorded.flatMap(({ spans }) => spans).length).toBeGreaterThan(kPrograms);
    }),
  kRandomTimeoutMillis,
);

test(
  'the same over TLS',
  () =>
    playRandom(programs, kTlsPrograms, async (sample) => {
      const recorded = await expectSame('http', 'native', sample, overTls());
      expect(JSON.stringify(recorded.map(({ outcomes }) => outcomes))).toContain('answered');
      const spans = recorded.flatMap((one) => one.spans);
      expect(spans.length).toBeGreaterThan(kTlsPrograms);
      const schemes = spans.map(({ attributes: all }) => all['url.scheme'] ?? all['url.full']);
      expect(schemes.some((text) => String(text).startsWith('https'))).toBe(true);
    }),
  kRandomTimeoutMillis,
);
