import * as fc from 'fast-check';
import { keys, makeValue, recipes } from 'hostile-values';

/** What a call is made of. */
export interface Arguments {
  key: string;
  first: unknown;
  second: unknown;
}

/** Recipes of the arguments of one call. */
export const givenArguments = fc.record({ key: keys, first: recipes, second: recipes });

type Given = typeof givenArguments extends fc.Arbitrary<infer T> ? T : never;

export function makeArguments({ key, first, second }: Given): Arguments {
  return { key, first: makeValue(first), second: makeValue(second) };
}

/** Calls from a table, by their names, each with its arguments. */
export function calls(table: object, maxLength: number) {
  return fc.array(call(table), { maxLength });
}

/** One of them. */
export function call(table: object) {
  return fc.tuple(fc.constantFrom(...Object.keys(table)), givenArguments);
}
