import { ROOT_CONTEXT, context, createContextKey } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '@otel-native/context-native';

// Rows of the specification's compliance matrix that no other test shows; docs/conformance.md names them. The official
// manager runs the same tests.

describe.each([
  ['NativeContextManager', NativeContextManager],
  ['the official manager', AsyncLocalStorageContextManager],
])('%s', (_, Manager) => {
  beforeEach(() => void context.setGlobalContextManager(new Manager().enable()));
  afterEach(() => context.disable());

  test('a value belongs to its key and its context', () => {
    const [key, other] = [createContextKey('a key'), createContextKey('another key')];
    const outer = context.active().setValue(key, 'outer');
    const inner = outer.setValue(key, 'inner').setValue(other, 'of the other');
    const values = () => [key, other].map((one) => context.active().getValue(one));
    expect(values()).toEqual([undefined, undefined]);
    context.with(outer, () => {
      expect(values()).toEqual(['outer', undefined]);
      expect(context.with(inner, values)).toEqual(['inner', 'of the other']);
      expect(context.with(inner.deleteValue(key), values)).toEqual([undefined, 'of the other']);
      // A context never changes: what was made from it is another.
      expect(values()).toEqual(['outer', undefined]);
    });
    expect(values()).toEqual([undefined, undefined]);
  });

  test('the root context is the one of the API, wherever no other is active', async () => {
    const inner = ROOT_CONTEXT.setValue(createContextKey('key'), 1);
    const seen = () => context.active() === ROOT_CONTEXT;
    expect(seen()).toBe(true);
    expect(context.with(inner, seen)).toBe(false);
    expect(context.with(inner, () => context.with(ROOT_CONTEXT, seen))).toBe(true);
    expect(seen()).toBe(true);
    await context.with(inner, async () => await null);
    expect(seen()).toBe(true);
    const token = context.attach(inner);
    expect(seen()).toBe(false);
    token.dispose();
    expect(seen()).toBe(true);
    expect(await new Promise((resolve) => setImmediate(() => resolve(seen())))).toBe(true);
  });

  test('a context is attached, is the current one, and is detached', () => {
    const key = createContextKey('key');
    const current = () => context.active().getValue(key);
    const first = context.attach(ROOT_CONTEXT.setValue(key, 1));
    expect(current()).toBe(1);
    const second = context.attach(context.active().setValue(key, 2));
    expect(current()).toBe(2);
    second.dispose();
    expect(current()).toBe(1);
    first.dispose();
    expect(current()).toBeUndefined();
  });
});
