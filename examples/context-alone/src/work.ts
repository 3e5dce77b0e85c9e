import { trace, type Span } from '@opentelemetry/api';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const tracer = trace.getTracer('orders');

/** Some orders at the same time, each with spans below spans through promises, timers, files and emitters. */
export async function takeOrders(): Promise<void> {
  await Promise.all(['apples', 'pears', 'plums'].map(takeOrder));
}

function takeOrder(item: string): Promise<void> {
  return inSpan(`order ${item}`, async () => {
    await inSpan(`look up ${item}`, async () => {
      await readFile(import.meta.filename);
      await delay(1);
      trace.getActiveSpan()?.addEvent('found');
    });
    await Promise.all([
      inSpan(`reserve ${item}`, () => delay(2)),
      inSpan(`charge ${item}`, async () => {
        const gateway = new EventEmitter();
        setImmediate(() => gateway.emit('answer'));
        await once(gateway, 'answer');
        await inSpan(`receipt ${item}`, () => Promise.resolve());
      }),
    ]);
  });
}

/** Runs `fn` in a span of its own, which becomes the parent of all that `fn` starts. */
function inSpan<T>(name: string, fn: (span: Span) => Promise<T>): Promise<T> {
  return tracer.startActiveSpan(name, async (span) => {
    try {
      return await fn(span);
    } finally {
      span.end();
    }
  });
}
