import assert from 'node:assert/strict';
import { test } from 'node:test';

import { runServiceCase } from '../src/cases/service.ts';

test('the service runs with each kind of variant, and what it records arrives', async () => {
  const variants = ['none', 'official', 'native', 'native-official-instrumentations'];
  const options = { rounds: 1, seconds: 2, rate: 50, variants, report: () => {} };
  const result = await runServiceCase(options);
  assert.equal(result.case, 'service');
  for (const variant of variants) {
    const figures = result.rounds[variant]?.[0];
    assert.ok(figures);
    assert.equal(figures.failures, 0);
    assert.ok(figures.requests > 100, String(figures.requests));
    assert.ok((figures.idleRssBytes ?? 0) > (figures.liveHeapBytes ?? Infinity));
    assert.ok((figures.processCpuUs ?? 0) > 0);
    assert.ok((figures.allocatedBytes ?? 0) > 1_000);
    // The server, three layers of Express, the client: the same with either instrumentations.
    if (variant !== 'none') assert.equal(figures.spansPerRequest, 5);
    assert.equal(figures.spansPerRequest, result.rounds[figuresOf(variant)]?.[0]?.spansPerRequest);
  }
  assert.equal(result.rounds['native']?.[0]?.lost, 0);
  assert.equal(
    result.rounds['native']?.[0]?.spansReceived,
    result.rounds['native']?.[0]?.spansMade,
  );

  const rss = result.series.filter(
    ({ metric, phase }) => metric === 'rssBytes' && phase === 'fixed',
  );
  assert.deepEqual(
    rss.map(({ variant }) => variant),
    variants,
  );
  const delays = result.series.filter(({ metric }) => metric === 'loopDelayMs');
  assert.ok(delays.some(({ values }) => values.some((delayMs) => delayMs > 0)));
  for (const { atSeconds, values } of result.series) {
    assert.equal(atSeconds.length, values.length);
    assert.deepEqual(
      atSeconds,
      atSeconds.toSorted((a, b) => a - b),
    );
  }
  assert.ok((rss[0]?.values.length ?? 0) >= 2);
});

test('variants that run together are each counted by a receiver of their own', async () => {
  const variants = ['floor', 'floor-lean', 'official', 'native'];
  const options = { rounds: 1, seconds: 2, rate: 50, variants, together: true, report: () => {} };
  const { rounds, settings, series } = await runServiceCase(options);
  assert.equal(settings.together, true);
  assert.deepEqual(Object.keys(rounds), variants);
  for (const variant of ['floor', 'floor-lean'])
    assert.equal(rounds[variant]?.[0]?.spansReceived, 0);
  for (const variant of ['official', 'native']) {
    const figures = rounds[variant]?.[0];
    assert.ok(figures !== undefined && figures.spansMade > 100);
    assert.equal(figures.failures, 0);
    assert.equal(figures.spansReceived, figures.spansMade);
  }
  assert.ok(series.some(({ variant, phase }) => variant === 'native' && phase === 'saturated'));
});

/** Whose spans per request a variant's should equal. */
function figuresOf(variant: string): string {
  return variant === 'none' ? 'none' : 'official';
}
