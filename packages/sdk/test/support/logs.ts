import { ExportLogsServiceRequest } from 'otlp-receiver/message-types';
import type { Receiver } from './receiver';

/** The fields of a log record that tests use. */
export interface ReceivedLog {
  /** Name of the instrumentation scope. */
  scope: string;
  body?: { stringValue: string };
  severityText?: string;
  traceId?: string;
  attributes?: { key: string; value: object }[];
  droppedAttributesCount?: number;
}

export interface ReceivedLogs {
  resourceLogs: {
    scopeLogs: { scope: { name: string }; logRecords: ReceivedLog[] }[];
  }[];
}

/** Returns the log records that a receiver got in protobuf. */
export function logsOf(receiver: Receiver): ReceivedLog[] {
  return receiver.requests
    .filter(({ path }) => path === '/v1/logs')
    .flatMap(({ body }) => decodeLogs(body).resourceLogs)
    .flatMap(({ scopeLogs }) =>
      scopeLogs.flatMap(({ scope, logRecords }) =>
        logRecords.map((record) => ({ ...record, scope: scope.name })),
      ),
    );
}

/** Decodes an OTLP request in protobuf. */
export function decodeLogs(body: Uint8Array): ReceivedLogs {
  const message = ExportLogsServiceRequest.decode(body);
  const plain = ExportLogsServiceRequest.toObject(message, { longs: String, bytes: String });
  return { resourceLogs: [], ...plain } as ReceivedLogs;
}
