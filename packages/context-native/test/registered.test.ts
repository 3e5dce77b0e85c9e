import { context, createContextKey } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { named } from './recorder';

afterEach(() => context.disable());

test('serves the API when it is registered', () => {
  expect(context.setGlobalContextManager(new NativeContextManager().enable())).toBe(true);
  const a = named('a');
  expect(context.with(a, () => context.active())).toBe(a);
  expect(context.bind(a, () => context.active())()).toBe(a);
  const token = context.attach(a);
  expect(context.active()).toBe(a);
  token.dispose();
  expect(context.active().getValue(createContextKey('anything'))).toBeUndefined();
});
