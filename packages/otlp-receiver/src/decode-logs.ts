import { hex, plainResource, plainScope } from './decode-spans.ts';
import { decodeLogRequest, type LogRecord } from './otlp-messages.ts';
import { plainAttributes, plainValue } from './plain-value.ts';
import type { ReceivedLog } from './received-log.ts';

/** All log records of a protobuf `ExportLogsServiceRequest`, in the order they have there. Throws on anything else. */
export function decodeLogs(bytes: Uint8Array): ReceivedLog[] {
  return decodeLogRequest(bytes).resourceLogs.flatMap((resourceLogs) => {
    const resource = plainResource(resourceLogs);
    return resourceLogs.scopeLogs.flatMap((scopeLogs) => {
      const scope = plainScope(scopeLogs);
      return scopeLogs.logRecords.map((record) => ({ ...plainLog(record), scope, resource }));
    });
  });
}

function plainLog(record: LogRecord): Omit<ReceivedLog, 'scope' | 'resource'> {
  return {
    timeUnixNano: record.timeUnixNano,
    observedTimeUnixNano: record.observedTimeUnixNano,
    severityNumber: record.severityNumber,
    severityText: record.severityText,
    body: record.body === null ? undefined : plainValue(record.body),
    eventName: record.eventName ?? '',
    attributes: plainAttributes(record.attributes),
    droppedAttributesCount: record.droppedAttributesCount,
    traceId: hex(record.traceId),
    spanId: hex(record.spanId),
    flags: record.flags,
  };
}
