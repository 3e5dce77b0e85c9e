import { SpanStatusCode, trace } from '@opentelemetry/api';
import type { Logger } from 'pino';

const tracer = trace.getTracer('shop');
const stock = new Map([
  ['apple', 100],
  ['pear', 1],
]);

/** Takes items out of the stock, in a span. Throws when there are not enough. */
export function placeOrder(logger: Logger, item: string, count: number): void {
  tracer.startActiveSpan('reserve items', (span) => {
    try {
      const left = (stock.get(item) ?? 0) - count;
      if (left < 0) throw new RangeError(`not enough of ${item}`);
      stock.set(item, left);
      logger.info({ count, left }, 'items reserved');
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
