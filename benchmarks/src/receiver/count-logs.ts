import { ProtobufScan } from './protobuf-scan.ts';

/** Field numbers on the way from `ExportLogsServiceRequest` to a log record. */
const resourceLogsField = 1;
const scopeLogsField = 2;
const logRecordsField = 2;
const logPath = [[resourceLogsField], [scopeLogsField], [logRecordsField]];

/** The number of log records in an `ExportLogsServiceRequest`. Throws a `RangeError` for what is not protobuf. */
export function countLogs(request: Uint8Array): number {
  return new ProtobufScan(request).count(logPath);
}
