import type { Context, SeverityNumber } from '@opentelemetry/api';
import type { LoggerSettings } from './logger-settings';
import type { LogWriter } from './log-writer';

/** Decides which lines become records: the logger of their scope. */
export interface LineFilter {
  takesLine(severityNumber: SeverityNumber, context: Context): boolean;
}

/** What all sinks of a scope have, whatever the format is that they write. */
export abstract class ScopeSink<Format> {
  protected readonly scopeId: number;
  protected readonly format: Format;
  protected readonly filter: LineFilter;
  protected readonly settings: LoggerSettings;
  protected readonly writer: LogWriter;

  constructor(
    scopeId: number,
    format: Format,
    filter: LineFilter,
    settings: LoggerSettings,
    writer: LogWriter,
  ) {
    this.scopeId = scopeId;
    this.format = format;
    this.filter = filter;
    this.settings = settings;
    this.writer = writer;
  }
}
