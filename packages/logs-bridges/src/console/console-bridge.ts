import { context as contextApi, type LoggerProvider } from '@opentelemetry/api';
import { isTracingSuppressed } from '@opentelemetry/core';
import { format } from 'node:util';
import { readOptions } from 'option-check';
import { version } from '../../package.json';
import { BridgeBase } from '../bridge/bridge-base';
import { RecordDestination } from '../bridge/record-destination';
import { warnOnce } from '../bridge/warn-once';
import { wrapMethod } from '../bridge/wrap-method';
import { ConsoleClaim } from './console-claim';
import { listenToChannel } from './console-channels';
import { patchedMethods, publishedMethods, type ConsoleMethod } from './console-methods';
import { bridgeKinds, type ConsoleBridgeConfig } from './console-options';
import { DiagnosticsInProgress } from './diagnostics-in-progress';
import { quietDiag } from '../bridge/quiet-diag';

const kScopeName = '@otel-native/logs-bridges/console';
/** The name of the functions that `@opentelemetry/instrumentation-console` puts into the console. */
const kOfficialName = 'patchedConsoleMethod';

/**
 * Sends what the console prints, through Node's diagnostics channels: also what consoles print that the application has made with
 * `new Console()`. Takes the place of `@opentelemetry/instrumentation-console`, and sends nothing while that one, or a bridge that was
 * enabled before, does.
 */
export class ConsoleBridge extends BridgeBase<ConsoleBridgeConfig> {
  readonly #destination = new RecordDestination({ name: kScopeName, version });
  readonly #diagnostics = new DiagnosticsInProgress();
  readonly #claim = new ConsoleClaim();
  #undo: (() => void)[] = [];
  /** Above 0 while the console prints something that was sent already. */
  #muted = 0;

  /** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option */
  constructor(config: ConsoleBridgeConfig = {}) {
    super(kScopeName, readOptions<ConsoleBridgeConfig>(config, bridgeKinds));
    this.enableAsConfigured();
  }

  override setLoggerProvider(loggerProvider: LoggerProvider): void {
    this.#destination.provider = loggerProvider;
  }

  protected override start(): void {
    this.#claim.make();
    const send = (method: ConsoleMethod, args: readonly unknown[]): void =>
      this.#send(method, args);
    const listening = publishedMethods.map((method) => listenToChannel(method, send));
    const unpublished = publishedMethods.filter((_, index) => listening[index] === undefined);
    this.#undo = [
      ...listening.filter((stop) => stop !== undefined),
      ...[...unpublished, ...patchedMethods].map((method) => this.#patch(method)),
    ];
  }

  protected override stop(): void {
    this.#undo.forEach((undo) => undo());
    this.#undo = [];
    this.#claim.withdraw();
    this.#diagnostics.stop();
  }

  protected override read(config: ConsoleBridgeConfig): ConsoleBridgeConfig {
    return readOptions<ConsoleBridgeConfig>(config, bridgeKinds);
  }

  protected override configure(): void {}

  #patch(method: ConsoleMethod): () => void {
    return wrapMethod(console, method.name, (original) => {
      const send = (args: unknown[]): void => this.#send(method, args);
      const print = (self: unknown, args: unknown[]): unknown => {
        this.#muted++;
        try {
          return Reflect.apply(original, self, args);
        } finally {
          this.#muted--;
        }
      };
      return function (this: unknown, ...args) {
        send(args);
        return print(this, args);
      };
    });
  }

  /** Never throws. */
  #send({ name, severityNumber, severityText }: ConsoleMethod, args: readonly unknown[]): void {
    if (this.#muted > 0 || !this.#claim.isFirst || !this.getConfig().enabled) return;
    try {
      const { logSeverity } = this.getConfig();
      if (logSeverity != null && severityNumber < logSeverity) return;
      const context = contextApi.active();
      // An exporter prints in such a context; what it prints was sent already.
      if (isTracingSuppressed(context) || this.#diagnostics.areInProgress) return;
      if (stepsBackFor(name) || !this.#destination.accepts(context, severityNumber)) return;
      const body = format(...args);
      this.#destination.emit({ severityNumber, severityText, body, context });
    } catch (error) {
      // Never through a logger that prints to this console: `format()` may call functions of the application, which may throw.
      quietDiag.debug('A call of the console could not be sent', error);
    }
  }
}

/** Returns whether the official instrumentation sends this method. */
function stepsBackFor(name: ConsoleMethod['name']): boolean {
  if (console[name].name !== kOfficialName) return false;
  warnOnce(
    '@opentelemetry/instrumentation-console already sends what the console prints; this bridge leaves it to that',
  );
  return true;
}
