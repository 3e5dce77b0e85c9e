import type { DiagLogger } from '@opentelemetry/api';
import { withoutSecrets } from './secrets';

const kRepeatMillis = 60_000;
/** Most lines in that time. Each line is a system call, which blocks if stderr is read slowly. */
const kMaxShown = 100;
/** Span ids, which would make a repeated message look new. */
const kIds = /[0-9a-f]{16,}/g;
const kMaxLineLength = 1_000;
/** Characters searched for secrets: longer texts take too long. */
const kMaxTextLength = 10_000;
const kStderr = 2;
/** The message with which the API announces a new logger to the old one. */
const kReplaced = 'Current logger will be overwritten';

/**
 * Writes each diagnostic as a line on stderr, because stdout belongs to the application, which may speak a protocol
 * there. Writes to the file descriptor: `process.stderr` loads streams, emits errors, and depends on the main thread in
 * worker threads.
 */
export class StderrLogger implements DiagLogger {
  readonly #isLimited: boolean;
  readonly #shownAt = new Map<string, number>();

  /** @param isLimited shows a repeated message once a minute, and at most {@link kMaxShown} lines */
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
    writeToStderr(level, line, kMaxLineLength);
  }

  #wasShown(line: string): boolean {
    const now = performance.now();
    // The map is in insertion order: the oldest entries come first.
    for (const [one, shownAt] of this.#shownAt) {
      if (now - shownAt < kRepeatMillis) break;
      this.#shownAt.delete(one);
    }
    const text = line.replace(kIds, '…');
    if (this.#shownAt.has(text) || this.#shownAt.size >= kMaxShown) return true;
    this.#shownAt.set(text, now);
    return false;
  }
}

/** Formats a logged value. It may come from the application and throw while it is read. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return String(value instanceof Error ? value.message : format([value]));
  } catch {
    return '(cannot be shown)';
  }
}

function format(values: unknown[]): string {
  try {
    return process.getBuiltinModule('node:util').format(...values);
  } catch {
    return '(cannot be shown)';
  }
}

/** Writes a line. Never throws: a pipe may be closed or full. */
export function writeToStderr(level: string, text: string, maxLength = kMaxTextLength): void {
  try {
    // Hide secrets before cutting: a cut secret would no longer be recognized.
    const shown = withoutSecrets(text.slice(0, kMaxTextLength));
    const line = shown.length > maxLength ? `${shown.slice(0, maxLength)}…` : shown;
    process.getBuiltinModule('node:fs').writeSync(kStderr, `otel-native ${level}: ${line}\n`);
  } catch {
    // There is no other place to report this.
  }
}
