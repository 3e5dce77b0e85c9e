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

/** The settings that instrumentations have in common. */
export interface SystemMetricsConfig {
  /** Whether metrics are reported. `getConfig()` returns the present state; `setConfig()` does not start or stop anything. */
  enabled?: boolean;
}

/**
 * Metrics of this process, its container, the machine and the Node.js runtime
 * (https://opentelemetry.io/docs/specs/semconv/system/, …/runtime/nodejs-metrics/ and …/v8js-metrics/), reported to any
 * `MeterProvider`. Native code reads the system's values with one call per collection.
 *
 * Start it by itself, pass it to `instrumentations` of a `NodeSDK`, or use it as a plug-in of `@otel-native/sdk`. It
 * does not keep the process alive. Errors after the constructor are logged through `diag`.
 *
 * @example
 * ```ts
 * const systemMetrics = new SystemMetrics({ groups: ['process', 'nodejs'] });
 * systemMetrics.start();
 * ```
 */
export class SystemMetrics implements TelemetryPlugin {
  /** Names the plug-in in log messages. */
  readonly name = 'metrics-system';
  /** Name of the instrumentation scope of all these metrics. */
  readonly instrumentationName = kScopeName;
  /** Version of this package, and of the instrumentation scope. */
  readonly instrumentationVersion: string = version;
  readonly #settings: Settings;
  readonly #names: readonly MetricName[];
  #provider: MeterProvider | undefined;
  #running: { reporting: Reporting; claim: Claim } | undefined;
  #config: SystemMetricsConfig = {};

  /**
   * Reads and reports nothing yet.
   * @throws an {@link OtelNativeError} for unknown groups and invalid options
   */
  constructor(options: SystemMetricsOptions = {}) {
    options = readSystemMetricsOptions(options);
    this.#settings = settingsOf(options);
    this.#names = metricsOf(this.#settings.groups);
    this.#provider = options.meterProvider;
  }

  /** The selected metrics that have no values on this machine or in this thread; empty before the start. */
  get absent(): readonly MetricName[] {
    if (this.#running === undefined) return [];
    const { reporting, claim } = this.#running;
    const unclaimed = this.#names.filter((name) => !claim.names.includes(name));
    return [...unclaimed, ...reporting.absent];
  }

  /**
   * Creates the instruments that have values. Does nothing if already started. Uses the `MeterProvider` of the options,
   * else that of `host`, else the one registered with the API, which must be registered before the start.
   */
  start(host?: Pick<PluginHost, 'meterProvider'>): void {
    this.#provider ??= host?.meterProvider;
    if (!this.#start())
      diag.warn('system metrics go nowhere: start them after a MeterProvider was registered');
  }

  /** Removes the instruments. It can be started again. */
  stop(): void {
    this.#running?.reporting.stop();
    this.#running?.claim.giveBack();
    this.#running = undefined;
  }

  /** Like `stop()`, for an SDK that uses this as a plug-in. */
  shutdown(): Promise<void> {
    this.stop();
    return Promise.resolve();
  }

  /** Like `start()`, for an SDK that uses this as an instrumentation. */
  enable(): void {
    this.#start();
  }

  /** Like `stop()`, for an SDK that uses this as an instrumentation. */
  disable(): void {
    this.stop();
  }

  /** Reports to this provider from now on. */
  setMeterProvider(meterProvider: MeterProvider): void {
    if (meterProvider === this.#provider) return;
    this.#provider = meterProvider;
    const wasRunning = this.#running !== undefined;
    this.stop();
    if (wasRunning) this.#start();
  }

  /** Does nothing: there are no spans. */
  setTracerProvider(_tracerProvider: TracerProvider): void {}

  /** Keeps the settings for `getConfig()`. Starts and stops nothing: use `enable()` and `disable()`. */
  setConfig(config: SystemMetricsConfig): void {
    this.#config = config;
  }

  /** Returns the settings; `enabled` is true while metrics are reported. */
  getConfig(): SystemMetricsConfig {
    return { ...this.#config, enabled: this.#running !== undefined };
  }

  /** Returns false if no SDK would receive the metrics. */
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
