import { ROOT_CONTEXT, createContextKey } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '../src/index';

const context = ROOT_CONTEXT.setValue(createContextKey('k'), 1);

const targets: Record<string, (this: unknown, ...args: never[]) => unknown> = {
  none: () => 0,
  one: (_a) => 0,
  two: (_a, _b) => 0,
  three: (_a, _b, _c) => 0,
  four: (_a, _b, _c, _d) => 0,
};

for (const [name, target] of Object.entries(targets)) {
  test(`a bound function that takes ${name} has the length that the official manager gives it`, () => {
    const official = new AsyncLocalStorageContextManager().enable();
    const manager = new NativeContextManager().enable();
    expect(manager.bind(context, target).length).toBe(official.bind(context, target).length);
  });

  test.each([0, 1, 2, 3, 4, 6])(
    `a bound function that takes ${name} passes on receiver and %d arguments, in its context`,
    (count) => {
      const manager = new NativeContextManager().enable();
      const receiver = {};
      const args = Array.from({ length: count }, (_, index) => index);
      let seen: unknown[] = [];
      const record = function (this: unknown, ...given: unknown[]): unknown {
        seen = [this, manager.active(), ...given];
        return 'result';
      };
      Object.defineProperty(record, 'length', { value: target.length });
      const bound = manager.bind(context, record);
      expect(bound.apply(receiver, args)).toBe('result');
      expect(seen).toEqual([receiver, context, ...args]);
      expect(seen[0]).toBe(receiver);
      expect(seen[1]).toBe(context);
    },
  );
}
