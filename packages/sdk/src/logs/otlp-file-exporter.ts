import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableLogRecord } from '@otel-native/native-core/logs';
import { appendFileSync, closeSync, openSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { ExportResult } from '../configuration';
import type { LogRecordExporter, LogSerializer } from './log-record-exporter';

/**
 * Writes log records as OTLP in JSON, each batch as one line, to the standard output or to the end of a file. Writes
 * before `export` returns, so that lines stay in order and an exit of the process loses none.
 * https://opentelemetry.io/docs/specs/otel/protocol/file-exporter/
 */
export class OtlpFileExporter implements LogRecordExporter {
  readonly #serializer: LogSerializer;
  readonly #output: Output;

  /**
   * @param stream `stdout`, or the URL of a file such as `file:///var/log/app.jsonl`
   * @throws for another kind of stream, and for a file that cannot be written
   */
  constructor(stream: string, serializer: LogSerializer) {
    this.#serializer = serializer;
    this.#output = stream === 'stdout' ? standardOutput : fileOutput(stream);
  }

  export(records: ReadableLogRecord[], resultCallback: (result: ExportResult) => void): void {
    resultCallback(this.#export(records));
  }

  #export(records: ReadableLogRecord[]): ExportResult {
    try {
      const json = this.#serializer.serializeRequest(records);
      if (json !== undefined) this.#output.write(`${Buffer.from(json).toString()}\n`);
      return { code: ExportResultCode.SUCCESS };
    } catch (error) {
      return { code: ExportResultCode.FAILED, error: error as Error };
    }
  }

  forceFlush(): Promise<void> {
    return Promise.resolve();
  }

  shutdown(): Promise<void> {
    this.#output.close();
    return Promise.resolve();
  }
}

interface Output {
  write(line: string): void;
  close(): void;
}

const standardOutput: Output = {
  write: (line) => void process.stdout.write(line),
  close: () => undefined,
};

function fileOutput(stream: string): Output {
  const url = URL.parse(stream);
  if (url?.protocol !== 'file:')
    throw new Error(
      `output_stream is ${stream}: it has to be stdout or a URL that begins with file://`,
    );
  let file: number | undefined = openSync(fileURLToPath(url), 'a');
  return {
    write(line) {
      if (file === undefined) throw new Error('the exporter is shut down');
      appendFileSync(file, line);
    },
    close() {
      if (file !== undefined) closeSync(file);
      file = undefined;
    },
  };
}
