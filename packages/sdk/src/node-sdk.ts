import {
  DiagConsoleLogger,
  context,
  diag,
  logs,
  metrics,
  propagation,
  trace,
} from '@opentelemetry/api';
import { diagLogLevelFromString, getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { PipelineStats, TelemetryPlugin } from '@otel-native/api-bridge';
import { NativeContextManager } from '@otel-native/context-native';
import type { FlushOptions } from '@otel-native/native-core';
import { checkConfiguration } from './check-configuration';
import type { NodeSDKConfiguration } from './configuration';
import { propagatorFromEnvironment } from './env/propagator';
import { enableInstrumentations } from './instrumentation/enable-instrumentations';
import { shutdownPlugins, startPlugins } from './plugins';
import { createResource, knownAttributes } from './resource';
import { createTracerProvider, type SdkTracerProvider } from './traces/tracer-provider';

/**
 * OpenTelemetry for one process: makes the parts that a configuration and the `OTEL_*` environment variables describe,
 * and registers them with the API. Takes the options of the official `NodeSDK` for traces.
 */
export class NodeSDK {
  readonly #configuration: Partial<NodeSDKConfiguration>;
  readonly #disabled: boolean;
  #started = false;
  #plugins: TelemetryPlugin[] = [];
  #tracerProvider: SdkTracerProvider | undefined;
  #shutdown: Promise<void> | undefined;

  constructor(configuration: Partial<NodeSDKConfiguration> = {}) {
    this.#configuration = configuration;
    this.#disabled = getBooleanFromEnv('OTEL_SDK_DISABLED');
    const level = getStringFromEnv('OTEL_LOG_LEVEL');
    if (level === undefined) return;
    const logLevel = diagLogLevelFromString(level);
    diag.setLogger(new DiagConsoleLogger(), logLevel === undefined ? {} : { logLevel });
  }

  /**
   * Makes the parts and registers them. Does nothing when `OTEL_SDK_DISABLED` is true, and once it was called.
   * @throws an error with a `code` when the configuration or a variable is wrong: `ERR_OTEL_NATIVE_INVALID_OPTION`,
   *   `ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL`, `ERR_OTEL_NATIVE_MISSING_PACKAGE` or one of the exporter's. Nothing is
   *   registered then. Native code that does not load is no error: see the README.
   */
  start(): void {
    if (this.#disabled) return;
    if (this.#started) {
      diag.warn('NodeSDK.start() was called before: the call is ignored');
      return;
    }
    checkConfiguration(this.#configuration);
    const resource = createResource(this.#configuration);
    this.#tracerProvider = createTracerProvider(this.#configuration, resource);
    this.#started = true;
    this.#register();
    enableInstrumentations(this.#configuration.instrumentations?.flat() ?? []);
    this.#startPlugins(resource);
  }

  /**
   * Resolves when what ended before was exported.
   * Rejects with the list of errors: what failed, was lost or took longer than the time (default 30,000 ms).
   */
  async forceFlush(options?: FlushOptions): Promise<void> {
    await this.#tracerProvider?.forceFlush(options);
  }

  /** Stops the plug-ins, then sends what is left and ends the provider. Further calls give the same promise. */
  shutdown(): Promise<void> {
    return (this.#shutdown ??= this.#shutDown());
  }

  /** What became of the spans so far; undefined where they do not go through the native pipeline. */
  stats(): PipelineStats | undefined {
    return this.#tracerProvider?.stats?.();
  }

  #register(): void {
    const { contextManager = new NativeContextManager() } = this.#configuration;
    const { textMapPropagator = propagatorFromEnvironment() } = this.#configuration;
    if (contextManager !== null) context.setGlobalContextManager(contextManager.enable());
    if (textMapPropagator !== null) propagation.setGlobalPropagator(textMapPropagator);
    if (this.#tracerProvider !== undefined) trace.setGlobalTracerProvider(this.#tracerProvider);
  }

  #startPlugins(resource: Resource): void {
    this.#plugins = startPlugins(this.#configuration.plugins ?? [], {
      tracerProvider: trace.getTracerProvider(),
      meterProvider: metrics.getMeterProvider(),
      loggerProvider: logs.getLoggerProvider(),
      resourceAttributes: knownAttributes(resource),
    });
  }

  async #shutDown(): Promise<void> {
    await shutdownPlugins(this.#plugins);
    await this.#tracerProvider?.shutdown();
  }
}
