import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { NativeContextManager } from '@otel-native/context-native';
import { language } from './propagation/language';
import { network } from './propagation/network';
import { node } from './propagation/node';
import { Observer } from './propagation/observer';

describe.each(Object.entries({ language, node, network }))('%s', (_name, scenarios) => {
  test.each(Object.entries(scenarios))('%s', async (_scenario, run) => {
    const ours = new Observer(new NativeContextManager().enable());
    await run(ours);
    const official = new Observer(new AsyncLocalStorageContextManager().enable());
    await run(official);
    // Independent flows may overtake each other; what each of them saw is what counts.
    expect(ours.lines.toSorted()).toEqual(official.lines.toSorted());
    expect(ours.lines.length).toBeGreaterThan(0);
    expect(ours.active).toBe('none');
  });
});
