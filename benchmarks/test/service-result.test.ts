import assert from 'node:assert/strict';
import { test } from 'node:test';

import {
  compareServiceRounds,
  serviceJsonLine,
  serviceTable,
  type ServiceFigures,
  type ServiceResult,
} from '../src/cases/service-result.ts';
import { allocatedBytes } from '../src/service/application-process.ts';
import { serviceVariantNames } from '../src/variants/service-variants.ts';

/** Every figure is `of`, but those given. */
function figures(of: number, given: Partial<ServiceFigures> = {}): ServiceFigures {
  return {
    ...{ requestsPerSecond: of, p50Ms: of, p99Ms: of, mainCpuUs: of, processCpuUs: of },
    ...{ allocatedBytes: of, fixedP50Ms: of, fixedP99Ms: of, fixedMainCpuUs: of },
    ...{ fixedProcessCpuUs: of, idleRssBytes: of, rssBytes: of, liveHeapBytes: of },
    ...{ requests: 10, failures: 1, spansPerRequest: 5, spansMade: 50, spansReceived: 48, lost: 2 },
    ...given,
  };
}

/** Two rounds; in the second everything takes twice as long, as on a machine that others use. */
const rounds = {
  none: [figures(100), figures(200)],
  floor: [figures(200), figures(400)],
  native: [figures(160), figures(320)],
  'native-official-instrumentations': [figures(210), figures(420)],
  official: [figures(300), figures(600)],
  'dd-trace': [figures(350, { requestsPerSecond: 105 }), figures(700, { requestsPerSecond: 140 })],
};

test('what an SDK adds is compared round by round, and rates and memory directly', () => {
  const { ratios } = compareServiceRounds(rounds);
  const same = (value: number) => ({ median: value, min: value, max: value });
  assert.deepEqual(ratios.mainCpuAboveFloor, same(0.1));
  assert.deepEqual(ratios.mainCpuAboveNone, same(0.3));
  assert.deepEqual(ratios.mainCpuAboveNoneOverDdTrace, same(60 / 250));
  assert.deepEqual(ratios.idleRssAboveNone, same(200 / 60));
  assert.deepEqual(ratios.idleRssAboveFloor, same(10));
  assert.deepEqual(ratios.rssAboveFloor, same(0.1));
  assert.deepEqual(ratios.liveHeapAboveNone, same(0.3));
  assert.deepEqual(ratios.allocatedAboveNone, same(200 / 60));
  assert.deepEqual(ratios.requestsPerSecondOverOfficial, same(160 / 300));
  assert.deepEqual(ratios.requestsPerSecondOverDdTrace, {
    median: (160 / 105 + 320 / 140) / 2,
    min: 160 / 105,
    max: 320 / 140,
  });
  assert.deepEqual(ratios.rssAboveNoneOverOfficial, same(0.3));
  assert.deepEqual(ratios.rssAboveNoneOverDdTrace, same(60 / 250));
  assert.deepEqual(ratios.rssOverDdTrace, same(160 / 350));
});

test('each variant has its memory above none', () => {
  const { variants } = compareServiceRounds(rounds);
  assert.deepEqual(variants['native']?.rssAboveNone, { median: 90, min: 60, max: 120 });
  assert.deepEqual(variants['none']?.rssAboveNone, { median: 0, min: 0, max: 0 });
  const { native } = rounds;
  assert.equal(compareServiceRounds({ native }).variants['native']?.rssAboveNone, null);
});

test('a ratio is null without one of its variants, or when a divisor is not above zero', () => {
  const { none, native, official } = rounds;
  const { ratios } = compareServiceRounds({ none, native, official });
  assert.equal(ratios.mainCpuAboveFloor, null);
  assert.equal(ratios.requestsPerSecondOverElastic, null);
  assert.notEqual(ratios.mainCpuAboveNone, null);
  const equal = { ...rounds, official: [figures(300), figures(200)] };
  assert.equal(compareServiceRounds(equal).ratios.mainCpuAboveNone, null);
  const untold = { ...rounds, native: [figures(160), figures(320, { mainCpuUs: null })] };
  assert.equal(compareServiceRounds(untold).ratios.mainCpuAboveNone, null);
});

test('losses and failures add up over the rounds; the JSON line has medians', () => {
  const compared = compareServiceRounds(rounds);
  const result: ServiceResult = {
    ...{ case: 'service', ...compared, rounds, series: [] },
    environment: {
      ...{ node: 'v24.0.0', v8: '13', system: 'Linux', cpuModel: 'CPU', cpuCount: 2 },
      ...{ pinning: 'none', packages: {}, date: '2026-11-29', commit: null },
    },
    settings: {
      ...{ rounds: 2, rate: 100, connections: 32, sampleMs: 1000, nodeOptions: [], load: 'ours' },
      together: false,
      phaseSeconds: { idle: 2, fixed: 60, heap: 15, warmup: 10, saturated: 20 },
    },
  };
  const line = JSON.parse(serviceJsonLine(result)) as {
    variants: Record<string, Record<string, number>>;
    ratios: Record<string, number | null>;
  };
  assert.deepEqual(Object.keys(line.variants), Object.keys(rounds));
  assert.equal(line.variants['native']?.['mainCpuUs'], 240);
  assert.equal(line.variants['native']?.['lost'], 4);
  assert.equal(line.variants['native']?.['failures'], 2);
  assert.equal(line.ratios['idleRssAboveNone'], 3.333);
  assert.match(serviceTable(result), /^dd-trace +123 /m);
});

test('what is allocated is what the heap grows by between collections', () => {
  const collections = [
    { beforeBytes: 150, afterBytes: 110 },
    { beforeBytes: 200, afterBytes: 90 },
  ];
  assert.equal(allocatedBytes(100, { usedBytes: 120, collections }), 50 + 90 + 30);
  assert.equal(allocatedBytes(100, { usedBytes: 160, collections: [] }), 60);
});

test('variants are chosen by name, once each and in the order given', () => {
  assert.deepEqual(serviceVariantNames(['native', 'none', 'native']), ['native', 'none']);
  assert.throws(() => serviceVariantNames(['nativ']), /no "nativ", but: none, noop, floor/);
});
