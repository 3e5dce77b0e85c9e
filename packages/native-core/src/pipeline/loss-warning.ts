import { diag } from '@opentelemetry/api';

/** What a first loss is told for; native/export/first-losses.hpp has the same numbers. */
export const LossCause = {
  queueFull: 0,
  rejected: 1,
  exportFailed: 2,
  /** The receiver took everything, and had something to say. */
  nothing: 3,
  tooLarge: 4,
} as const;

const kOnlyCounted = 'further ones are only counted, see stats()';

/**
 * Warns of the first items of a provider that are lost by a cause.
 * https://opentelemetry.io/docs/specs/otlp/#partial-success
 */
export class LossWarnings {
  readonly #told = new Set<number>();
  readonly #items: string;

  /** @param items what they are called, in the plural */
  constructor(items: string) {
    this.#items = items;
  }

  /** Never throws, as it is called from native code too. */
  readonly tell = (cause: number, items: number, message: string): void => {
    if (this.#told.has(cause)) return;
    this.#told.add(cause);
    try {
      diag.warn(textOf(cause, items, this.#items, message));
    } catch {
      // A logger that throws must not end the application.
    }
  };
}

function textOf(cause: number, count: number, items: string, message: string): string {
  const reason = message === '' ? '' : `: ${message}`;
  switch (cause) {
    case LossCause.queueFull:
      return `The queue of ${items} is full, the newest are dropped; ${kOnlyCounted}${reason}`;
    case LossCause.rejected:
      return `The receiver rejected ${count} ${items}; ${kOnlyCounted}${reason}`;
    case LossCause.exportFailed:
      return `${count} ${items} were not accepted and are lost; ${kOnlyCounted}${reason}`;
    case LossCause.tooLarge:
      return `A span is larger than the queue and is dropped; ${kOnlyCounted}`;
    default:
      return `The receiver took all ${items}, with a message${reason}`;
  }
}
