import type { TracerProvider } from '@otel-native/native-core';
import { CollectingSink } from './support/collecting-sink';
import { consistentStats, endSpans, expectNames, makeProvider } from './support/pipelines';

describe('what a sink answers', () => {
  const failures: [string, CollectingSink['answer'], string][] = [
    ['failed', () => ({ status: 'failed', message: 'no such tenant' }), 'no such tenant'],
    ['a rejection', () => Promise.reject(new Error('rejected')), 'Error: rejected'],
    [
      'a throw',
      () => {
        throw new Error('thrown');
      },
      'Error: thrown',
    ],
    ['a rejection with nothing', () => Promise.reject(undefined as unknown as Error), 'undefined'],
  ];

  test.each(failures)('%s: lost, counted, and named in forceFlush', async (_, answer, message) => {
    const provider = makeProvider(new CollectingSink(answer));
    endSpans(provider, 3);
    const errors = (await provider.forceFlush().catch((list: unknown) => list)) as Error[];
    expect(errors).toHaveLength(1);
    expect(errors[0]?.message).toContain('3 spans were not exported');
    expect(errors[0]?.message).toContain(message);
    const { dropped, lastError, exported } = consistentStats(provider);
    expect([dropped.exportFailed, exported]).toEqual([3, 0]);
    expect(lastError).toContain(message);
  });

  test('a sink that throws before it gives a promise', async () => {
    const sink = new CollectingSink();
    sink.exportOtlp = () => {
      throw new Error('synchronous');
    };
    const provider = makeProvider(sink);
    endSpans(provider, 1);
    await expect(provider.forceFlush()).rejects.toHaveLength(1);
    expect(consistentStats(provider).dropped.exportFailed).toBe(1);
  });

  test.each([
    ['nothing', undefined],
    ['null', null],
    ['an unknown status', { status: 'maybe' }],
    ['a message that is no text', { status: 'failed', message: 42 }],
    ['a count that is no number', { status: 'ok', rejectedItems: 'many' }],
    ['a wait that is no number', { status: 'retry', retryAfterMillis: 'soon' }],
  ])('%s: settled all the same', async (_, answer) => {
    const sink = new CollectingSink();
    let calls = 0;
    sink.exportOtlp = async () => (calls++ === 0 ? (answer as never) : { status: 'ok' });
    const provider = makeProvider(sink);
    endSpans(provider, 2);
    await provider.forceFlush({ timeoutMillis: 5_000 }).catch((errors: Error[]) => {
      expect(errors[0]?.message).not.toContain('did not complete');
    });
    expect(consistentStats(provider).queued).toBe(0);
  });

  test('tooLarge: halves instead of the batch, down to single items, which are dropped', async () => {
    const sizes: number[] = [];
    const sink = new CollectingSink(({ itemCount }) => {
      sizes.push(itemCount);
      return itemCount > 2 || sizes.length === 3 || sizes.length === 5
        ? { status: 'tooLarge', message: 'too many bytes' }
        : { status: 'ok' };
    });
    const provider = makeProvider(sink);
    endSpans(provider, 4);
    await expect(provider.forceFlush()).rejects.toHaveLength(1);
    expect(sizes).toEqual([4, 2, 2, 1, 1]);
    expectNames(sink, 3);
    const { exported, dropped } = consistentStats(provider);
    expect([exported, dropped.tooLarge]).toEqual([3, 1]);
  });

  test('retry: the same batch again, until it is taken', async () => {
    let attempts = 0;
    const sink = new CollectingSink(() =>
      ++attempts < 4 ? { status: 'retry', retryAfterMillis: 1, message: 'busy' } : { status: 'ok' },
    );
    const provider = makeProvider(sink);
    endSpans(provider, 3);
    await provider.forceFlush();
    expectNames(sink, 3);
    expect(consistentStats(provider)).toMatchObject({ exported: 3, retries: 3, batches: 1 });
  });

  test('rejected items: counted as rejected, with the message', async () => {
    const sink = new CollectingSink(() => ({ status: 'ok', rejectedItems: 2, message: 'too old' }));
    const provider = makeProvider(sink);
    endSpans(provider, 5);
    const errors = (await provider.forceFlush().catch((list: unknown) => list)) as Error[];
    expect(errors[0]?.message).toContain('2 spans were not exported: ');
    const stats = consistentStats(provider);
    expect(stats).toMatchObject({ exported: 3, lastError: expect.stringContaining('too old') });
    expect(stats.dropped.rejected).toBe(2);
  });

  test('never: forceFlush rejects with a list after its time, shutdown counts what is left', async () => {
    const provider = makeProvider(new CollectingSink(() => new Promise(() => {})));
    endSpans(provider, 4);
    await expect(provider.forceFlush({ timeoutMillis: 50 })).rejects.toEqual([
      new Error('The flush did not complete within 50 ms'),
    ]);
    expect(consistentStats(provider).queued).toBe(4);
    await provider.shutdown({ timeoutMillis: 50 });
    const { dropped, queued } = consistentStats(provider);
    expect([dropped.shutdown, dropped.exportFailed, queued]).toEqual([4, 0, 0]);
  });

  test('retry, again and again: forceFlush rejects with the newest answer, and the spans stay queued', async () => {
    const sink = new CollectingSink(() => ({
      status: 'retry',
      retryAfterMillis: 1,
      message: 'busy',
    }));
    const provider = makeProvider(sink);
    endSpans(provider, 4);
    await expect(provider.forceFlush({ timeoutMillis: 100 })).rejects.toEqual([
      new Error('The flush did not complete within 100 ms: busy'),
    ]);
    expect(consistentStats(provider)).toMatchObject({ queued: 4, dropped: { shutdown: 0 } });
    sink.answer = () => ({ status: 'ok' });
    await provider.forceFlush();
    expectNames(sink, 4);
  });

  test('never: forceFlush waits as long as official exporters try, 10 s', async () => {
    const sink = new CollectingSink(() => new Promise(() => {}));
    const provider = makeProvider(sink);
    endSpans(provider, 1);
    jest.useFakeTimers({ now: 0, doNotFake: ['setImmediate', 'performance'] });
    const flush = provider.forceFlush();
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(9_999);
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(1);
    jest.useRealTimers();
    await expect(flush).rejects.toEqual([new Error('The flush did not complete within 10000 ms')]);
    await provider.shutdown({ timeoutMillis: 50 });
  });

  test('batches come one at a time', async () => {
    let open = 0;
    let most = 0;
    const sink = new CollectingSink(async () => {
      most = Math.max(most, ++open);
      await new Promise(setImmediate);
      open--;
      return { status: 'ok' };
    });
    const provider = makeProvider(sink, { maxExportBatchSize: 5 });
    endSpans(provider, 50);
    await provider.forceFlush();
    expect([most, sink.itemCount]).toEqual([1, 50]);
  });

  test('spans that a sink makes while it exports do not stop a flush from ending', async () => {
    const sink = new CollectingSink(() => {
      endSpans(provider, 1);
      return { status: 'ok' };
    });
    const provider: TracerProvider = makeProvider(sink, { scheduledDelayMillis: 60_000 });
    endSpans(provider, 1);
    await provider.forceFlush();
    expect(sink.itemCount).toBeGreaterThanOrEqual(1);
    consistentStats(provider);
    sink.answer = () => ({ status: 'ok' });
  });
});
