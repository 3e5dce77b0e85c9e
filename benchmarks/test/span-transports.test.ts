import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  runSpanTransports,
  spanTransportsTable,
  summariseTransports,
} from '../src/cases/span-transports.ts';
import { describeEnvironment } from '../src/harness/environment.ts';
import { detectPinning } from '../src/harness/pinning.ts';

const figures = (mainCpuUs: number | null) => ({
  mainCpuUs,
  processCpuUs: 4,
  callsUs: 1,
  wallUs: 5,
  lost: 0,
  requestBytes: 100,
});

test('a ratio is the median over the rounds, and is missing without both of its variants', () => {
  const result = summariseTransports(
    'span',
    describeEnvironment([], detectPinning()),
    {},
    {
      native: [figures(2), figures(1), figures(2)],
      'native-https': [figures(3), figures(1), figures(2.2)],
    },
  );
  assert.equal(result.case, 'span-transports');
  assert.deepEqual(
    Object.entries(result.ratios).map(([name, ratio]) => [name, ratio?.median]),
    [
      ['nativeHttpsOverHttp', 1.1],
      ['nativeHttpsOverHttpProcess', 1],
    ],
  );
  assert.match(spanTransportsTable(result), /^native-https +2\.20 \[1\.00 to 3\.00\]/m);
});

test('a short run: each transport delivers everything, and gzip sends fewer bytes', async () => {
  const variants = ['native', 'native-https', 'native-gzip', 'official', 'official-https'];
  const { rounds, ratios } = await runSpanTransports({
    caseName: 'span',
    variants,
    rounds: 1,
    turns: 300,
    report: () => {},
  });
  assert.deepEqual(
    variants.map((variant) => [variant, rounds[variant]?.[0]?.lost]),
    variants.map((variant) => [variant, 0]),
  );
  const bytes = (variant: string) => rounds[variant]?.[0]?.requestBytes ?? NaN;
  assert.ok(bytes('native-gzip') < bytes('native') / 3);
  assert.ok(bytes('native-https') > bytes('native') * 0.9);
  assert.ok(Object.hasOwn(ratios, 'nativeHttpsOverHttp'));
  assert.ok(Object.hasOwn(ratios, 'nativeGzipOverPlain'));
});

test('an unknown variant is refused by name', async () => {
  await assert.rejects(
    runSpanTransports({ caseName: 'span', variants: ['native-quic'], report: () => {} }),
    /unknown variant "native-quic"; there is: noop, native,/,
  );
});
