import type { ReadableLogRecord } from '@otel-native/native-core/logs';
import type { ExportResult } from '../configuration';

/** An exporter of the official SDK: it receives log records as JavaScript objects. */
export interface LogRecordExporter {
  /** Exports log records, and calls `resultCallback` once with the result. */
  export(records: ReadableLogRecord[], resultCallback: (result: ExportResult) => void): void;
  /** Resolves when everything passed to `export` is exported. */
  forceFlush(): Promise<void>;
  /** Releases the exporter. */
  shutdown(): Promise<void>;
}

/** Encodes log records as one request; undefined if there is nothing to encode. */
export interface LogSerializer {
  serializeRequest(records: ReadableLogRecord[]): Uint8Array | undefined;
}
