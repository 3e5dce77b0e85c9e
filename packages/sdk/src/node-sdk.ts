import { diag } from '@opentelemetry/api';
import { getBooleanFromEnv, getStringFromEnv } from '@opentelemetry/core';
import type { PipelineStats } from '@otel-native/api-bridge';
import { quietlyRejecting, type FlushOptions } from '@otel-native/native-core';
import { checkedConfiguration } from './check-configuration';
import { useAddonDirectory } from './packages/addon-directory';
import type { NodeSDKConfiguration } from './configuration';
import { showDiagnosticsAsEnvironmentSays } from './diagnostics/diagnostics';
import { warnOfUnknownVariables } from './environment/unknown-variables';
import { stepBackBehindOther, type RunningMark } from './running-mark';
import { RunningSdk } from './running-sdk';
import { partsOf } from './sdk-parts';

/**
 * OpenTelemetry for one process. Creates the parts that the configuration and the `OTEL_*` environment variables
 * describe, and registers them with the API. Accepts the options of the official `NodeSDK` for traces, metrics and logs.
 */
export class NodeSDK {
  readonly #configuration: Partial<NodeSDKConfiguration>;
  readonly #disabled: boolean;
  #running: RunningSdk | undefined;
  /** Another SDK that started earlier and records. */
  #other: RunningMark | undefined;

  /**
   * Reads and checks the options, unless `OTEL_SDK_DISABLED` is true. Warns of an unknown option.
   * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
   */
  constructor(configuration: Partial<NodeSDKConfiguration> = {}) {
    this.#disabled = getBooleanFromEnv('OTEL_SDK_DISABLED');
    showDiagnosticsAsEnvironmentSays();
    this.#configuration = this.#disabled ? {} : checkedConfiguration(configuration);
    useAddonDirectory(this.#configuration.addonDirectory);
  }

  /**
   * Creates the parts and registers them. Does nothing if `OTEL_SDK_DISABLED` is true or on a second call. Warns and
   * does nothing if another SDK of this project, such as that of the preload, records in this thread. If native code
   * does not load, the README describes the fallback; that is not an error.
   * @throws an error with a `code`, and registers nothing then: `ERR_OTEL_NATIVE_INVALID_OPTION` or
   *   `ERR_OTEL_NATIVE_SPOOL_DIRECTORY` for an unusable option, `ERR_OTEL_NATIVE_MISSING_PACKAGE` or
   *   `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE` for an official package that is needed,
   *   `ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP` for an unknown group of system metrics. Other invalid environment
   *   variables are ignored with a warning.
   */
  start(): void {
    if (this.#disabled) return;
    if (this.#running !== undefined || this.#other !== undefined) {
      diag.warn('NodeSDK.start() was called before: the call is ignored');
      return;
    }
    warnOfUnknownVariables();
    if (getStringFromEnv('OTEL_CONFIG_FILE') !== undefined) {
      diag.warn('OTEL_CONFIG_FILE is read by startNodeSdk() and by the preload, not by NodeSDK');
    }
    this.#other = stepBackBehindOther('NodeSDK');
    if (this.#other !== undefined) return;
    this.#running = new RunningSdk(partsOf(this.#configuration), 'NodeSDK');
  }

  /**
   * Resolves once all telemetry recorded before the call was exported. Rejects with the list of errors if an export
   * failed, lost something, or took longer than the timeout (default 10,000 ms).
   */
  forceFlush(options?: FlushOptions): Promise<void> {
    const flush = (this.#running ?? this.#other)?.forceFlush(options) ?? Promise.resolve();
    return quietlyRejecting(flush);
  }

  /**
   * Stops the plug-ins, exports what is left, then shuts down the providers. What is not sent before the timeout (default
   * 10,000 ms) is dropped and counted. Further calls return the same promise. If another SDK records (see `start`),
   * flushes that SDK instead.
   */
  shutdown(options?: FlushOptions): Promise<void> {
    const end =
      this.#running?.shutdown(options) ?? this.#other?.forceFlush(options) ?? Promise.resolve();
    return quietlyRejecting(end);
  }

  /** Counts of exported and lost spans so far; undefined if spans do not go through the native pipeline. */
  stats(): PipelineStats | undefined {
    return this.#running?.stats();
  }

  /**
   * Counts of exported and lost data points so far; undefined before the first meter, and if metrics do not go through
   * the native pipeline.
   */
  metricStats(): PipelineStats | undefined {
    return this.#running?.metricStats();
  }

  /**
   * Counts of exported and lost log records so far; undefined before the first log record, and if logs do not go
   * through the native pipeline.
   */
  logStats(): PipelineStats | undefined {
    return this.#running?.logStats();
  }
}
