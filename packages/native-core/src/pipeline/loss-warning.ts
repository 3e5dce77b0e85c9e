import { diag } from '@opentelemetry/api';
import type { DropCounts, LossListener, PipelineStats } from '@otel-native/api-bridge';
import { LossCause } from '../binding/shared-enums.gen';
import { signalNames, type NativeSignal } from './signal';
import { warnOnce } from '../values/warn-once';

const lossNames: Record<number, keyof DropCounts | undefined> = {
  [LossCause.queueFull]: 'queueFull',
  [LossCause.rejected]: 'rejected',
  [LossCause.exportFailed]: 'exportFailed',
  [LossCause.tooLarge]: 'tooLarge',
  [LossCause.poisonous]: 'rejected',
};

/** Causes whose message names the one item that is lost, so that a line for one tells nothing of the next. */
const kNaming: ReadonlySet<number> = new Set([LossCause.tooLarge, LossCause.poisonous]);
/** Items that are named for each cause; further ones are only counted. */
const kMaxNamed = 10;

const kCounted = 'see stats()';
const kOnlyCounted = 'further ones are only counted, see stats()';
/** Shortest time between two warnings of the same kind of outage. */
const kOutagePauseMillis = 60_000;
const kRefusedCredentials = /\bHTTP 40[13]\b|answered 40[13]\b/;

/**
 * Warns of a provider's first loss of each cause, and of outages. Reports every loss to the listener.
 * https://opentelemetry.io/docs/specs/otlp/#partial-success
 */
export class LossWarnings {
  /** Warnings of each cause. */
  readonly #told = new Map<number, number>();
  /** Items reported to the listener, by cause. */
  readonly #heard = new Map<keyof DropCounts, number>();
  readonly #signal: NativeSignal;
  readonly #listener: LossListener | undefined;
  /** Time of the last warning of an outage, by event. */
  readonly #outageAt = new Map<number, number>();
  #outageIsTold = false;
  #hasEnded = false;

  constructor(signal: NativeSignal, listener?: LossListener) {
    this.#signal = signal;
    this.#listener = listener;
  }

  /** Reports a loss. Never throws, because native code calls it too. */
  readonly tell = (cause: number, items: number, message: string): void => {
    if (this.#hasEnded) return;
    if (cause === LossCause.outage)
      return this.#tellOutage(cause, `${items} wait and are tried again: ${message}`);
    if (cause === LossCause.paused)
      return this.#tellOutage(cause, `the next attempt is in ${items} s, as it asks: ${message}`);
    if (cause === LossCause.recovered) return this.#tellRecovery(items);
    if (cause === LossCause.spool) return this.#tellSpool(items, message);
    const name = lossNames[cause];
    if (name !== undefined) this.#hear(name, items, message);
    const told = (this.#told.get(cause) ?? 0) + 1;
    const most = kNaming.has(cause) && message !== '' ? kMaxNamed : 1;
    if (told > most) return;
    this.#told.set(cause, told);
    warn(textOf(cause, items, this.#signal, message, told < most ? kCounted : kOnlyCounted));
  };

  /** At the end, reports losses that were not reported because the event loop did not turn again. */
  tellRest(dropped: DropCounts, message: string): void {
    for (const [cause, name] of Object.entries(lossNames) as [string, keyof DropCounts][]) {
      const count = dropped[name] - (this.#heard.get(name) ?? 0);
      if (count <= 0) continue;
      this.#hear(name, count, message);
      warn(textOf(Number(cause), count, this.#signal, message, 'the process ends'));
    }
    for (const name of ['invalid', 'shutdown'] as const) {
      const count = dropped[name] - (this.#heard.get(name) ?? 0);
      if (count > 0) this.#hear(name, count, message);
    }
  }

  /** Reports the rest, and ignores later reports of native code. */
  end({ dropped, lastError }: PipelineStats): void {
    this.tellRest(dropped, lastError);
    this.#hasEnded = true;
  }

  #hear(cause: keyof DropCounts, count: number, message: string): void {
    this.#heard.set(cause, (this.#heard.get(cause) ?? 0) + count);
    try {
      this.#listener?.({ signal: this.#signal, cause, count, message });
    } catch (error) {
      warnOnce('onLoss threw', error);
    }
  }

  /** @param items number of items lost with the spool file */
  #tellSpool(items: number, message: string): void {
    if (items > 0) this.#hear('invalid', items, message);
    const lost = `${message}. ${items} ${signalNames[this.#signal].items} in it are lost`;
    warn(items > 0 ? lost : message);
  }

  #tellOutage(cause: number, outlook: string): void {
    const now = performance.now();
    if (now - (this.#outageAt.get(cause) ?? -Infinity) < kOutagePauseMillis) return;
    this.#outageAt.set(cause, now);
    this.#outageIsTold = true;
    warn(`The receiver takes no ${signalNames[this.#signal].items}; ${outlook}`);
  }

  #tellRecovery(seconds: number): void {
    if (!this.#outageIsTold) return;
    this.#outageIsTold = false;
    warn(`The receiver takes ${signalNames[this.#signal].items} again, after ${seconds} s`);
  }
}

/** Warns through `diag`. A logger that throws must not end the application. */
export function warn(text: string): void {
  try {
    diag.warn(text);
  } catch {
    // No logger is left to report it.
  }
}

function textOf(
  cause: number,
  count: number,
  signal: NativeSignal,
  message: string,
  outlook: string,
): string {
  const { item, items } = signalNames[signal];
  const reason = message === '' ? '' : `: ${message}`;
  switch (cause) {
    case LossCause.queueFull:
      return `The queue of ${items} is full, the newest are dropped; ${outlook}${reason}`;
    case LossCause.rejected:
      return `The receiver rejected ${count} ${items}; ${outlook}${reason}`;
    case LossCause.exportFailed:
      return `${count} ${items} were not accepted and are lost; ${outlook}${reason}${adviceFor(message)}`;
    case LossCause.tooLarge:
      return message === ''
        ? `A ${item} is larger than the queue and is dropped; ${outlook}`
        : `A ${item} is too large and is dropped; ${outlook}${reason}`;
    case LossCause.poisonous:
      return `A ${item} is dropped because every connection that carried it broke; ${outlook}${reason}`;
    default:
      return `The receiver took all ${items}, with a message${reason}`;
  }
}

function adviceFor(message: string): string {
  return kRefusedCredentials.test(message)
    ? '. Check the credentials in OTEL_EXPORTER_OTLP_HEADERS'
    : '';
}
