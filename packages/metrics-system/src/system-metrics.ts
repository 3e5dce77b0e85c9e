import {
  createNoopMeter,
  diag,
  metrics,
  type MeterProvider,
  type TracerProvider,
} from '@opentelemetry/api';
import type { PluginHost, TelemetryPlugin } from '@otel-native/api-bridge';
import { version } from '../package.json';
import type { Addon } from './binding/addon';
import { loadAddon, loadError } from './binding/load';
import type { MetricName } from './catalog/metric-name';
import { metricsOf } from './groups';
import {
  readSystemMetricsOptions,
  settingsOf,
  type Settings,
  type SystemMetricsOptions,
} from './options';
import { claimProcess, type Claim } from './process-claim';
import { Reporting } from './reporting';

const kScopeName = '@otel-native/metrics-system';

/** What `setConfig` of an instrumentation takes. */
export interface SystemMetricsConfig {
  enabled?: boolean;
}

/**
 * Metrics of this process, its container, the machine and the Node.js runtime
 * (https://opentelemetry.io/docs/specs/semconv/system/, …/runtime/nodejs-metrics/ and …/v8js-metrics/), reported to any
 * `MeterProvider`. What comes from the system is read by native code, in one call for each collection.
 *
 * It can be started by itself, given to `instrumentations` of a `NodeSDK`, or be a plug-in of `@otel-native/sdk`. It
 * does not keep the process alive, and what goes wrong later than its constructor is told through `diag`.
 *
 * @example
 * ```ts
 * const systemMetrics = new SystemMetrics({ groups: ['process', 'nodejs'] });
 * systemMetrics.start();
 * ```
 */
export class SystemMetrics implements TelemetryPlugin {
  readonly name = 'metrics-system';
  readonly instrumentationName = kScopeName;
  readonly instrumentationVersion: string = version;
  readonly #settings: Settings;
  readonly #names: readonly MetricName[];
  #provider: MeterProvider | undefined;
  #running: { reporting: Reporting; claim: Claim } | undefined;
  #config: SystemMetricsConfig = {};

  /**
   * Reads and reports nothing yet.
   * @throws an {@link OtelNativeError}: for groups that are none and options that cannot be used
   */
  constructor(options: SystemMetricsOptions = {}) {
    options = readSystemMetricsOptions(options);
    this.#settings = settingsOf(options);
    this.#names = metricsOf(this.#settings.groups);
    this.#provider = options.meterProvider;
  }

  /** The metrics that were chosen and that this machine, or this thread, has no values for; empty before the start. */
  get absent(): readonly MetricName[] {
    if (this.#running === undefined) return [];
    const { reporting, claim } = this.#running;
    const unclaimed = this.#names.filter((name) => !claim.names.includes(name));
    return [...unclaimed, ...reporting.absent];
  }

  /**
   * Makes the instruments of what there are values for. Does nothing when it has started already. Without a
   * `MeterProvider` in the options it is that of `host`, or the one registered with the API, which has to be there by then.
   */
  start(host?: Pick<PluginHost, 'meterProvider'>): void {
    this.#provider ??= host?.meterProvider;
    if (!this.#start())
      diag.warn('system metrics go nowhere: start them after a MeterProvider was registered');
  }

  /** Undoes the start. It may be started again. */
  stop(): void {
    this.#running?.reporting.stop();
    this.#running?.claim.giveBack();
    this.#running = undefined;
  }

  /** As `stop()`, for a composition that this is a plug-in of. */
  shutdown(): Promise<void> {
    this.stop();
    return Promise.resolve();
  }

  /** As `start()`, for a composition that this is an instrumentation of. */
  enable(): void {
    this.#start();
  }

  /** As `stop()`, for a composition that this is an instrumentation of. */
  disable(): void {
    this.stop();
  }

  /** From now on reports there. */
  setMeterProvider(meterProvider: MeterProvider): void {
    if (meterProvider === this.#provider) return;
    this.#provider = meterProvider;
    const wasRunning = this.#running !== undefined;
    this.stop();
    if (wasRunning) this.#start();
  }

  /** There are no spans. */
  setTracerProvider(_tracerProvider: TracerProvider): void {}

  setConfig(config: SystemMetricsConfig): void {
    this.#config = config;
  }

  getConfig(): SystemMetricsConfig {
    return { ...this.#config, enabled: this.#running !== undefined };
  }

  /** False where no SDK would hear of anything. */
  #start(): boolean {
    if (this.#running !== undefined) return true;
    const meter = (this.#provider ?? metrics.getMeterProvider()).getMeter(kScopeName, version);
    if (meter === createNoopMeter()) return false;
    const addon = this.#addon();
    const claim = claimProcess(addon, this.#names, this.#settings);
    try {
      const reporting = new Reporting(meter, claim.names, this.#settings, addon);
      this.#running = { reporting, claim };
      if (reporting.absent.length > 0) this.#tellOfAbsent(reporting.absent);
    } catch (error) {
      claim.giveBack();
      diag.error('system metrics: the meter failed, nothing is reported', error);
    }
    return true;
  }

  #addon(): Addon | undefined {
    const error = loadError();
    if (error === undefined) return loadAddon();
    diag.warn('system metrics: only those of nodejs and v8js are reported', error);
    return undefined;
  }

  #tellOfAbsent(absent: readonly MetricName[]): void {
    const message = `system metrics: this machine has no values for ${absent.join(', ')}`;
    if (this.#settings.isChosen) diag.info(message);
    else diag.debug(message);
  }
}
