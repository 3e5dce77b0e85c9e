import { setTimeout as sleep } from 'node:timers/promises';
import type { ObservableResult } from '@opentelemetry/api';
import { createAllowListAttributesProcessor } from '@opentelemetry/sdk-metrics';
import type { MetricCase } from '../compare';

const delta = { temporality: 'delta' } as const;

export const observableCases: readonly MetricCase[] = [
  {
    name: 'a callback that is added twice is called once',
    async record({ meter, collect }) {
      let calls = 0;
      const gauge = meter.createObservableGauge('gauge');
      const callback = (result: ObservableResult) => result.observe(++calls);
      gauge.addCallback(callback);
      gauge.addCallback(callback);
      await collect();
      return calls;
    },
  },
  {
    name: 'a callback that was removed is not called',
    settings: delta,
    async record({ meter, collect }) {
      let calls = 0;
      const gauge = meter.createObservableGauge('gauge');
      const callback = (result: ObservableResult) => result.observe(++calls);
      gauge.addCallback(callback);
      await collect();
      gauge.removeCallback(callback);
      gauge.removeCallback(callback);
      await collect();
      return calls;
    },
  },
  {
    name: 'the same callback for two instruments',
    record({ meter }) {
      const callback = (result: ObservableResult) => result.observe(3, { a: 1 });
      meter.createObservableGauge('one').addCallback(callback);
      meter.createObservableGauge('two').addCallback(callback);
    },
  },
  {
    name: 'several callbacks for one instrument',
    record({ meter }) {
      const counter = meter.createObservableCounter('counter');
      counter.addCallback((result) => result.observe(3, { from: 'first' }));
      counter.addCallback((result) => result.observe(4, { from: 'second' }));
    },
  },
  {
    name: 'several observations of the same attributes: the last one counts',
    async record({ meter, collect }) {
      const observe = (result: ObservableResult) => {
        result.observe(1, { a: 1, b: 2 });
        result.observe(2, { b: 2, a: 1 });
        result.observe(9, { a: 1 });
      };
      meter.createObservableCounter('counter').addCallback(observe);
      meter.createObservableGauge('gauge').addCallback(observe);
      meter.createObservableUpDownCounter('up.down').addCallback(observe);
      await collect();
    },
  },
  {
    name: 'a batch callback',
    async record({ meter, collect }) {
      const one = meter.createObservableGauge('one');
      const two = meter.createObservableCounter('two');
      const other = meter.createObservableCounter('other');
      let calls = 0;
      meter.addBatchObservableCallback(
        (result) => {
          calls++;
          result.observe(one, 1, { a: 1 });
          result.observe(one, 2);
          result.observe(two, 3, { a: 1 });
          // Not among those that it was registered for.
          result.observe(other, 4);
        },
        [one, two],
      );
      await collect();
      return calls;
    },
  },
  {
    name: 'a batch callback that was removed',
    settings: delta,
    async record({ meter, collect }) {
      const one = meter.createObservableGauge('one');
      const two = meter.createObservableGauge('two');
      let calls = 0;
      const callback = () => void calls++;
      meter.addBatchObservableCallback(callback, [one, two]);
      meter.addBatchObservableCallback(callback, [two, one]);
      await collect();
      // Of other instruments: not the same registration.
      meter.removeBatchObservableCallback(callback, [one]);
      await collect();
      meter.removeBatchObservableCallback(callback, [two, one]);
      await collect();
      return calls;
    },
  },
  {
    name: 'a batch callback for nothing',
    async record({ meter, collect }) {
      let calls = 0;
      meter.addBatchObservableCallback(() => void calls++, []);
      await collect();
      return calls;
    },
  },
  {
    name: 'an asynchronous callback is waited for',
    record({ meter }) {
      meter.createObservableGauge('gauge').addCallback(async (result) => {
        await sleep(5);
        result.observe(7);
      });
    },
  },
  {
    name: 'a callback that throws does not harm the others',
    async record({ meter, collect }) {
      const bad = meter.createObservableGauge('bad');
      bad.addCallback((result) => {
        result.observe(1);
        throw new Error('no');
      });
      bad.addCallback(async () => {
        await sleep(1);
        throw new Error('no');
      });
      meter.createObservableGauge('good').addCallback((result) => result.observe(2));
      meter.createCounter('counter').add(3);
      await collect();
      return undefined;
    },
  },
  {
    name: 'a callback that takes too long is left out',
    settings: { callbackTimeoutMillis: 50 },
    record({ meter }) {
      meter.createObservableGauge('slow').addCallback(async (result) => {
        await sleep(400);
        result.observe(1);
      });
      meter.createObservableGauge('quick').addCallback((result) => result.observe(2));
    },
  },
  {
    name: 'observations that come after the callback are too late',
    async record({ meter, collect }) {
      let kept: ObservableResult | undefined;
      meter.createObservableGauge('gauge').addCallback((result) => {
        if (kept === undefined) result.observe(1, { in: 'time' });
        kept = result;
      });
      await collect();
      kept?.observe(2, { too: 'late' });
    },
    settings: delta,
  },
  {
    name: 'what a callback records is in the same collection',
    settings: delta,
    async record({ meter, collect }) {
      const counter = meter.createCounter('counter');
      meter.createObservableGauge('gauge').addCallback((result) => {
        counter.add(1);
        result.observe(1);
      });
      await collect();
    },
  },
  {
    name: 'delta: an attribute set that comes and goes',
    settings: delta,
    async record({ meter, collect }) {
      const totals = [5, undefined, 9, undefined, 2];
      meter.createObservableCounter('counter').addCallback((result) => {
        const total = totals.shift();
        if (total !== undefined) result.observe(total, { a: 1 });
        result.observe(1, { always: true });
      });
      for (let count = 0; count < 4; count++) await collect();
    },
  },
  {
    name: 'values that are none',
    record({ meter }) {
      meter.createObservableGauge('gauge').addCallback((result) => {
        result.observe('7' as never, { a: 1 });
        result.observe(undefined as never, { a: 2 });
        result.observe(3, { a: 3 });
      });
    },
  },
  {
    name: 'a monotonic counter that is observed below zero',
    record({ meter }) {
      meter.createObservableCounter('counter').addCallback((result) => result.observe(-5));
    },
  },
  {
    name: 'a filter that leaves different attributes',
    settings: {
      views: [
        {
          instrumentName: '*',
          attributesProcessors: [createAllowListAttributesProcessor(['a'])],
        },
      ],
    },
    record({ meter }) {
      meter.createObservableGauge('gauge').addCallback((result) => {
        result.observe(1, { a: 1, b: 1 });
        result.observe(2, { a: 2, b: 1 });
      });
    },
  },
];
