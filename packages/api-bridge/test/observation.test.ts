import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import { kObservePoints, observePoints } from '../src/observation';

const observable = {} as Observable;
const points = [0, 1, 2, 9].map((place) => ({ observable, attributes: { place }, place }));
const values = Float64Array.of(1, NaN, 3);

test('a meter of others gets one observation for each value there is', () => {
  const observed: [number, Attributes | undefined][] = [];
  const result: BatchObservableResult = {
    observe: (_, value, attributes) => observed.push([value, attributes]),
  };
  observePoints(result, points, values);
  expect(observed).toEqual([
    [1, { place: 0 }],
    [3, { place: 2 }],
  ]);
});

test('a meter that takes points gets all in one call', () => {
  const method = jest.fn();
  observePoints(
    { observe: jest.fn(), [kObservePoints]: method } as BatchObservableResult,
    points,
    values,
  );
  expect(method.mock.calls).toEqual([[points, values]]);
  expect(kObservePoints).toBe(Symbol.for('otel-native.observePoints'));
});
