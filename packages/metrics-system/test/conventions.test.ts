import * as conventions from '@opentelemetry/semantic-conventions/incubating';
import { catalog, metricNames } from '../src/catalog';
import { collecting, kWindowMillis, sleep } from './support/collecting';

const constants = Object.entries(conventions) as [string, unknown][];
const valuesOf = (prefix: string) =>
  new Set(constants.filter(([name]) => name.startsWith(prefix)).map(([, value]) => value));

test('every name is one of the semantic conventions', () => {
  const known = valuesOf('METRIC_');
  expect(metricNames.filter((name) => !known.has(name))).toEqual([]);
});

test('units are what the kind of value asks for', () => {
  const units = Object.fromEntries(metricNames.map((name) => [name, catalog[name].unit]));
  for (const [name, unit] of Object.entries(units)) {
    if (/utilization$/.test(name)) expect([name, unit]).toEqual([name, '1']);
    if (/time$|uptime$|delay\.|duration$/.test(name)) expect([name, unit]).toEqual([name, 's']);
    if (/memory\.(usage|virtual|rss|limit)|\.io$|heap/.test(name))
      expect([name, unit]).toEqual([name, 'By']);
  }
});

test('what is reported has attributes and values of the semantic conventions', async () => {
  const { systemMetrics, collect } = collecting({ groups: 'all' });
  systemMetrics.start();
  await sleep(kWindowMillis);
  const collection = await collect();
  systemMetrics.stop();

  const attributes = valuesOf('ATTR_');
  const deprecated = ['system.device', 'process.paging.fault_type', 'linux.memory.slab.state'];
  for (const { descriptor, dataPoints } of collection.metrics) {
    for (const [name, value] of dataPoints.flatMap((point) => Object.entries(point.attributes))) {
      expect([descriptor.name, name, attributes.has(name)]).toEqual([descriptor.name, name, true]);
      expect(deprecated).not.toContain(name);
      const enumeration = valuesOf(`${name.replaceAll(/[.]/g, '_').toUpperCase()}_VALUE_`);
      const isOpen = /heap\.space\.name|resource\.type|filesystem\.type/.test(name);
      if (enumeration.size > 0 && !isOpen) expect(enumeration).toContain(value);
    }
  }
  expect(collection.metrics.map(({ descriptor }) => descriptor.unit)).toEqual(
    collection.metrics.map(({ descriptor }) => catalog[descriptor.name as 'system.uptime'].unit),
  );
});
