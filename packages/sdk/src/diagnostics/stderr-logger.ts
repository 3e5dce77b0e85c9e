import type { DiagLogger } from '@opentelemetry/api';
import { withoutSecrets } from './secrets';

const kRepeatMillis = 60_000;
/** Lines in that time: each is a system call that blocks where stderr is read slowly. */
const kMaxShown = 100;
/** Makes the same message about another span a new text. */
const kIds = /[0-9a-f]{16,}/g;
const kMaxLineLength = 1_000;
/** Looking for secrets takes long in longer ones. */
const kMaxTextLength = 10_000;
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

  /** @param isLimited shows what is said again and again once a minute, and no more than {@link kMaxShown} lines */
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
    // The oldest come first.
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

/** What is logged may come from the application, and throw as it is read. */
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
    // Hidden before it is cut, or a secret at the edge would be shown in part.
    const shown = withoutSecrets(text.slice(0, kMaxTextLength));
    const line = shown.length > maxLength ? `${shown.slice(0, maxLength)}…` : shown;
    process.getBuiltinModule('node:fs').writeSync(kStderr, `otel-native ${level}: ${line}\n`);
  } catch {
    // There is nowhere to say it.
  }
}
