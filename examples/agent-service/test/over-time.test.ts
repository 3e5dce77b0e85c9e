import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { ReceivedMetric } from 'otlp-receiver';

import { formatCourse } from '../src/demo/charts.ts';
import { coursesOf } from '../src/demo/over-time.ts';

const scope = { name: '', version: '', attributes: {}, schemaUrl: '' };
const resource = { attributes: {}, droppedAttributesCount: 0, schemaUrl: '' };

function metric(name: string, millis: number, ...values: number[]): ReceivedMetric {
  const timeUnixNano = `${1_700_000_000_000 + millis}000000`;
  const points = values.map((value) => ({
    ...{ attributes: {}, startTimeUnixNano: timeUnixNano, timeUnixNano, value, exemplars: [] },
  }));
  return { ...{ name, unit: '', description: '', kind: 'gauge', points }, scope, resource };
}

test('points of one export are added up, and times begin with the first export', () => {
  const courses = coursesOf([
    metric('process.cpu.utilization', 0, 0.25, 0.5),
    metric('process.memory.usage', 0, 2 ** 20),
    metric('process.cpu.utilization', 500, 0.125, 0),
    metric('process.memory.usage', 500, 3 * 2 ** 20),
    metric('something.else', 600, 1),
    metric('nodejs.eventloop.delay.p99', 500, 0.01),
  ]);
  assert.deepEqual(
    courses.map(({ unit, samples }) => [unit, samples]),
    [
      [
        '%',
        [
          [0, 75],
          [0.5, 12.5],
        ],
      ],
      [
        'MiB',
        [
          [0, 1],
          [0.5, 3],
        ],
      ],
    ],
  );
  assert.deepEqual(coursesOf([]), []);
});

test('a chart has its title, its highest value, and fits a terminal', () => {
  const samples = Array.from({ length: 40 }, (_, index) => [index / 4, 12 + index] as const);
  const chart = formatCourse({ title: 'Memory', unit: 'MiB', samples });
  const lines = chart.split('\n');
  assert.match(lines[0] ?? '', /^Memory: up to 51 MiB$/);
  assert.ok(lines.length <= 12 && lines.every((line) => line.length <= 100), chart);
  // All zero, and no time at all.
  const flat = [0, 0].map((value) => [0, value] as const);
  assert.match(formatCourse({ title: 'Nothing', unit: '', samples: flat }), /Nothing/);
});
