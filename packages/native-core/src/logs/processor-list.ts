import type { Context } from '@opentelemetry/api';
import { diag } from '@opentelemetry/api';
import type { ReadWriteLogRecord } from './log-record';
import type { EnabledQuery, LogRecordProcessor } from './log-record-processor';

/** Calls all processors in order. Logs an error that one throws, and goes on with the others. */
export class ProcessorList {
  readonly all: readonly LogRecordProcessor[];

  constructor(processors: readonly LogRecordProcessor[]) {
    this.all = processors;
  }

  onEmit(record: ReadWriteLogRecord, context: Context): void {
    for (const processor of this.all) {
      try {
        processor.onEmit(record, context);
      } catch (error) {
        diag.error('A log record processor threw in onEmit', error);
      }
    }
  }

  /** Returns whether a processor wants the record. One that throws counts as one that does. */
  enabled(query: EnabledQuery): boolean {
    return this.all.some((processor) => {
      try {
        return processor.enabled === undefined || processor.enabled(query);
      } catch (error) {
        diag.error('A log record processor threw in enabled', error);
        return true;
      }
    });
  }

  async shutdown(): Promise<void> {
    await Promise.all(this.all.map(async (processor) => processor.shutdown()));
  }
}
