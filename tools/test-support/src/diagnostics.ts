import { DiagLogLevel, diag, type DiagLogger } from '@opentelemetry/api';

/** Keeps an entry for each message logged through `diag` from now on. Ends with `diag.disable()`. */
export function collectLog<Entry>(
  logLevel: DiagLogLevel,
  entryOf: (level: keyof DiagLogger, message: string) => Entry,
): Entry[] {
  const entries: Entry[] = [];
  const log = (level: keyof DiagLogger) => (message: string) =>
    void entries.push(entryOf(level, message));
  const logger = {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    verbose: log('verbose'),
  };
  diag.setLogger(logger, { logLevel, suppressOverrideMessage: true });
  return entries;
}

/** Keeps the messages as `level: message`. */
export function collectDiagnostics(logLevel = DiagLogLevel.WARN): string[] {
  return collectLog(logLevel, (level, message) => `${level}: ${message}`);
}
