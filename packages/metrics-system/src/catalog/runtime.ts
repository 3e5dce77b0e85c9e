import type { Instrument } from './instrument';
import type { RuntimeMetricName } from './metric-name';

const delay = (what: string) =>
  ({ kind: 'gauge', unit: 's', description: `Event loop ${what} delay.` }) as const;
const heap = (description: string) => ({ kind: 'updowncounter', unit: 'By', description }) as const;

/**
 * https://opentelemetry.io/docs/specs/semconv/runtime/nodejs-metrics/ and
 * https://opentelemetry.io/docs/specs/semconv/runtime/v8js-metrics/
 */
export const runtimeInstruments: Record<RuntimeMetricName, Instrument> = {
  'process.uptime': {
    kind: 'gauge',
    unit: 's',
    description: 'The time the process has been running.',
  },
  'nodejs.eventloop.delay.min': delay('minimum'),
  'nodejs.eventloop.delay.max': delay('maximum'),
  'nodejs.eventloop.delay.mean': delay('mean'),
  'nodejs.eventloop.delay.stddev': delay('standard deviation'),
  'nodejs.eventloop.delay.p50': delay('50 percentile'),
  'nodejs.eventloop.delay.p90': delay('90 percentile'),
  'nodejs.eventloop.delay.p99': delay('99 percentile'),
  'nodejs.eventloop.utilization': {
    kind: 'gauge',
    unit: '1',
    description: 'Event loop utilization.',
  },
  'nodejs.eventloop.time': {
    kind: 'counter',
    unit: 's',
    description: 'Cumulative duration of time the event loop has been in each state.',
  },
  'v8js.memory.heap.used': heap('Heap Memory size allocated.'),
  'v8js.memory.heap.space.size': heap('Total heap memory size pre-allocated for a heap space.'),
  'v8js.memory.heap.space.available_size': heap('Heap space available size.'),
  'v8js.memory.heap.space.physical_size': heap('Committed size of a heap space.'),
  'v8js.resource.active': {
    kind: 'gauge',
    unit: '{resource}',
    description: 'Gauge of the active resources that are currently keeping the event loop alive.',
  },
  'v8js.gc.duration': {
    kind: 'histogram',
    unit: 's',
    description: 'Garbage collection duration.',
  },
};
