import type { Attributes } from '@opentelemetry/api';
import * as fc from 'fast-check';

/** Values that a double holds exactly and whose sums it holds exactly, so that it does not matter in which order an SDK adds. */
export const observedValues: fc.Arbitrary<number> = fc.oneof(
  { weight: 8, arbitrary: fc.nat(4_096).map((eighths) => eighths / 8) },
  { weight: 4, arbitrary: fc.constantFrom(0, 1, 5, 10, 1_000, 2 ** 20) },
  { weight: 2, arbitrary: fc.nat(4_096).map((eighths) => -eighths / 8) },
);

/** And now and then what is no good. */
export const recordedValues: fc.Arbitrary<number> = fc.oneof(
  { weight: 14, arbitrary: observedValues },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(NaN, undefined, '1') as fc.Arbitrary<number>,
  },
);

const values: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b', '', '1', 'größe', '🎉') },
  { weight: 3, arbitrary: fc.constantFrom(0, 1, 2, 1.5, -1, 2 ** 40) },
  { weight: 2, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constantFrom(['a', 'b'], ['a'], [1, 2], [true], []) },
);

/** Few keys, so that sets come again, in all orders of their keys. */
export const attributeSets: fc.Arbitrary<Attributes> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({}) },
  {
    weight: 6,
    arbitrary: fc
      .uniqueArray(fc.tuple(fc.constantFrom('a', 'b', 'text', ''), values), {
        maxLength: 3,
        selector: ([key]) => key,
      })
      .map((entries) => Object.fromEntries(entries) as Attributes),
  },
);

/** Few, so that no observable meets a limit: the sums of what overflows are meant to differ. */
export const observedSets: fc.Arbitrary<Attributes> = fc.constantFrom<Attributes>(
  {},
  { a: 1 },
  { a: 'x', b: true },
);
