import { DiagLogLevel, diag } from '@opentelemetry/api';

/** Collects what is logged through `diag` from now on, as `level: message`. Ends with `diag.disable()`. */
export function collectDiagnostics(): string[] {
  const lines: string[] = [];
  const log = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  const logger = {
    error: log('error'),
    warn: log('warn'),
    info: log('info'),
    debug: log('debug'),
    verbose: log('verbose'),
  };
  diag.setLogger(logger, { logLevel: DiagLogLevel.WARN, suppressOverrideMessage: true });
  return lines;
}
