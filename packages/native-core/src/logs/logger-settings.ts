import type { Resource } from '@opentelemetry/resources';
import type { LogMetrics } from './log-metrics';
import type { RecordRules } from './log-content';
import type { LogWriter } from './log-writer';
import type { ProcessorList } from './processor-list';

/** What all loggers of a provider share. */
export interface LoggerSettings extends RecordRules {
  readonly resource: Resource;
  /** Undefined without processors: a record then needs no object. */
  readonly processors: ProcessorList | undefined;
  readonly metrics: LogMetrics | undefined;
  /** Undefined without an exporter. */
  readonly sink: LogWriter | undefined;
  isShutDown: boolean;
}
