import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '@otel-native/context-native';
import { Recorder } from './recorder';
import { scenarios } from './scenarios';

describe.each(Object.entries(scenarios))('%s', (_name, { run, expected }) => {
  test.each([
    ['NativeContextManager', NativeContextManager],
    ['the official manager', AsyncLocalStorageContextManager],
  ])('%s', async (_manager, Manager) => {
    const manager = new Manager();
    const recorder = new Recorder(manager);
    await run(manager.enable(), recorder.note);
    expect(recorder.lines).toEqual(expected);
  });
});
