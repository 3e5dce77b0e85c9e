import { trace, type Context, type HrTime, type SpanContext } from '@opentelemetry/api';
import type { ReadWriteLogRecord } from './log-record';
import type { EnabledQuery, LogRecordProcessor } from './log-record-processor';

/**
 * A processor that also records each event, a log record with an event name, as an event of its span: for backends that
 * show only the events of spans. It keeps no state and leaves the log record to the other processors and the exporter.
 *
 * The span must be the current one of the context and must record. Its event gets the name, the time and the attributes
 * of the log record, as far as the span accepts them. The body and the severity have no place in it.
 * https://opentelemetry.io/docs/specs/otel/logs/sdk/#event-to-span-event-bridge
 */
export class EventToSpanEventBridge implements LogRecordProcessor {
  /** Adds the event to the span. Does nothing for a record without an event name, or of another span. */
  onEmit(logRecord: ReadWriteLogRecord, context?: Context): void {
    const { eventName, spanContext, attributes } = logRecord;
    if (!eventName || spanContext === undefined || context === undefined) return;
    const span = trace.getSpan(context);
    if (span?.isRecording() !== true || !isSame(span.spanContext(), spanContext)) return;
    span.addEvent(eventName, attributes, timeOf(logRecord));
  }

  /** Returns whether an event could be recorded: only a recording span takes one. */
  enabled({ context }: EnabledQuery): boolean {
    return trace.getSpan(context)?.isRecording() === true;
  }

  /** Resolves at once: the events are in their spans. */
  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  /** Resolves at once: there is nothing to release. */
  shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

function isSame(one: SpanContext, other: SpanContext): boolean {
  return one.traceId === other.traceId && one.spanId === other.spanId;
}

/** The time of the event; the time of its observation if a processor has removed the other. */
function timeOf({ hrTime, hrTimeObserved }: ReadWriteLogRecord): HrTime {
  return hrTime[0] === 0 && hrTime[1] === 0 ? hrTimeObserved : hrTime;
}
