import type { DiagLogger } from '@opentelemetry/api';
import { withoutSecrets } from './secrets';

const kRepeatMillis = 60_000;
const kMaxRemembered = 200;
const kMaxLineLength = 1_000;
const kStderr = 2;
/** What the API says to a logger as it is replaced. */
const kReplaced = 'Current logger will be overwritten';

/**
 * Writes diagnostics to stderr, each on a line: stdout belongs to the application, which may speak a protocol there. It
 * writes to the descriptor, as `process.stderr` loads streams, emits errors and in worker threads depends on the main one.
 */
export class StderrLogger implements DiagLogger {
  readonly #isLimited: boolean;
  readonly #shownAt = new Map<string, number>();

  /** @param isLimited shows what is said again and again once a minute */
  constructor(isLimited: boolean) {
    this.#isLimited = isLimited;
  }

  error = (...message: unknown[]): void => this.#writeLine('error', message);
  warn = (...message: unknown[]): void => this.#writeLine('warn', message);
  info = (...message: unknown[]): void => this.#writeLine('info', message);
  debug = (...message: unknown[]): void => writeToStderr('debug', format(message));
  verbose = (...message: unknown[]): void => writeToStderr('verbose', format(message));

  #writeLine(level: string, message: unknown[]): void {
    const line = message.map(textOf).join(' ').replace(/\s+/g, ' ').trim();
    if (this.#isLimited && (line.startsWith(kReplaced) || this.#wasShown(line))) return;
    writeToStderr(level, line.length > kMaxLineLength ? `${line.slice(0, kMaxLineLength)}…` : line);
  }

  #wasShown(line: string): boolean {
    const now = performance.now();
    const shownAt = this.#shownAt.get(line);
    if (shownAt !== undefined && now - shownAt < kRepeatMillis) return true;
    if (this.#shownAt.size >= kMaxRemembered) this.#shownAt.clear();
    this.#shownAt.set(line, now);
    return false;
  }
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  return value instanceof Error ? value.message : format([value]);
}

function format(values: unknown[]): string {
  return process.getBuiltinModule('node:util').format(...values);
}

/** Writes a line. Never throws: a pipe may be closed or full. */
export function writeToStderr(level: string, text: string): void {
  try {
    const line = `otel-native ${level}: ${withoutSecrets(text)}\n`;
    process.getBuiltinModule('node:fs').writeSync(kStderr, line);
  } catch {
    // There is nowhere to say it.
  }
}
