import type { Setup } from '../sandbox/setup.ts';

/** Makes something for the first check that asks, and hands the same to the others of that run. */
export function oncePerRun<T>(make: (setup: Setup) => Promise<T>): (setup: Setup) => Promise<T> {
  const made = new WeakMap<Setup, Promise<T>>();
  return (setup) => {
    const promise = made.get(setup) ?? make(setup);
    made.set(setup, promise);
    return promise;
  };
}
