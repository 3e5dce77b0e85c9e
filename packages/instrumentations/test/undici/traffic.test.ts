import fc from 'fast-check';
import { expectSame, overTls } from '../support';
import { programs } from './programs';

const kPrograms = 40;
/** Handshakes take their time: a part of the programs is enough. */
const kTlsPrograms = 15;
const seed = Number(process.env['FC_SEED'] ?? 1);

test.each(['async-local-storage', 'native'])(
  'the same traffic makes the same spans and metrics (%s)',
  async (manager) => {
    const sample = fc.sample(programs, { numRuns: kPrograms, seed });
    const recorded = await expectSame('undici', manager, sample);
    expect(recorded.flatMap(({ spans }) => spans).length).toBeGreaterThan(kPrograms);
  },
  120_000,
);

test('the same over TLS', async () => {
  const sample = fc.sample(programs, { numRuns: kTlsPrograms, seed: seed + 1 });
  const recorded = await expectSame('undici', 'native', sample, overTls());
  expect(JSON.stringify(recorded.map(({ outcomes }) => outcomes))).toContain('answered');
  const spans = recorded.flatMap((one) => one.spans);
  expect(spans.length).toBeGreaterThan(kTlsPrograms);
  const schemes = spans.map(({ attributes }) => attributes['url.scheme'] ?? attributes['url.full']);
  expect(schemes.some((text) => String(text).startsWith('https'))).toBe(true);
}, 180_000);
