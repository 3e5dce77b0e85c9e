import type { Context } from '@opentelemetry/api';
import { trace } from '@opentelemetry/api';
import type { LogRecordProcessor, ReadWriteLogRecord } from '@otel-native/native-core/logs';
import { plainContext, plainValue } from '../support/span-view';

/** Processors that look at log records, and such that change them as processors in the wild do. */
export const processorKinds = [
  'viewer',
  'writer',
  'redactor',
  'replacer',
  'picky',
  'late',
] as const;
export type ProcessorKind = (typeof processorKinds)[number];

type Hooks = Partial<Pick<LogRecordProcessor, 'onEmit' | 'enabled'>>;

const hooks: Record<ProcessorKind, (seen: object[]) => Hooks> = {
  /** Keeps what it sees, and what it is asked. */
  viewer: (seen) => ({
    onEmit: (record, context) => void seen.push(viewOf(record, context)),
  }),
  /** Uses the API. */
  writer: () => ({
    onEmit: (record) =>
      void record
        .setAttribute('writer', record.severityNumber)
        .setAttributes({ a: 'written', deep: { er: [1, null] }, refused: 10n })
        .setBody({ was: typeof record.body })
        .setEventName('written')
        .setSeverityNumber(13)
        .setSeverityText('written'),
  }),
  /** Hides values in place. */
  redactor: () => ({
    onEmit(record) {
      for (const key of Object.keys(record.attributes)) {
        if (key === 'a') record.attributes[key] = '***';
        if (key === 'b') delete record.attributes[key];
      }
    },
  }),
  /** Puts something else in the place of what a record holds. */
  replacer: () => ({
    onEmit(record) {
      record.hrTime = [5, 7];
      record.hrTimeObserved = [6, 8];
      record.severityText = 'replaced';
      record.body = [record.hrTime];
      record.spanContext = { traceId: 'c'.repeat(32), spanId: 'd'.repeat(16), traceFlags: 1 };
    },
  }),
  /** Wants few records. */
  picky: (seen) => ({
    enabled({ context, severityNumber, eventName, instrumentationScope }) {
      const spanId = trace.getSpanContext(context)?.spanId;
      seen.push({ asked: [spanId, severityNumber, eventName, instrumentationScope] });
      return eventName === '';
    },
  }),
  /** Changes the record before, which is refused with a warning. */
  late: () => {
    let last: ReadWriteLogRecord | undefined;
    return {
      onEmit(record) {
        last?.setAttribute('late', 1).setBody('late');
        last = record;
      },
    };
  },
};

export function makeProcessor(kind: ProcessorKind, seen: object[]): LogRecordProcessor {
  return {
    onEmit() {},
    forceFlush: async () => {},
    shutdown: async () => {},
    ...hooks[kind](seen),
  };
}

function viewOf(record: ReadWriteLogRecord, context: Context | undefined): object {
  return {
    hrTime: [...record.hrTime],
    hrTimeObserved: [...record.hrTimeObserved],
    spanContext: record.spanContext && plainContext(record.spanContext),
    severityText: record.severityText,
    severityNumber: record.severityNumber,
    body: record.body,
    eventName: record.eventName,
    attributes: plainValue(record.attributes),
    droppedAttributesCount: record.droppedAttributesCount,
    instrumentationScope: record.instrumentationScope,
    resource: record.resource.attributes,
    active: context && trace.getSpanContext(context)?.spanId,
  };
}
