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
 * OpenTelemetry for one process: makes the parts that a configuration and the `OTEL_*` environment variables describe,
 * and registers them with the API. Takes the options of the official `NodeSDK` for traces and metrics.
 */
export class NodeSDK {
  readonly #configuration: Partial<NodeSDKConfiguration>;
  readonly #disabled: boolean;
  #running: RunningSdk | undefined;
  /** The SDK that had started before, and records. */
  #other: RunningMark | undefined;

  /**
   * Reads and checks the options, unless `OTEL_SDK_DISABLED` is true. An option of an unknown name is a warning.
   * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an option that is wrong
   */
  constructor(configuration: Partial<NodeSDKConfiguration> = {}) {
    this.#disabled = getBooleanFromEnv('OTEL_SDK_DISABLED');
    showDiagnosticsAsEnvironmentSays();
    this.#configuration = this.#disabled ? {} : checkedConfiguration(configuration);
    useAddonDirectory(this.#configuration.addonDirectory);
  }

  /**
   * Makes the parts and registers them. Does nothing when `OTEL_SDK_DISABLED` is true, once it was called, and where
   * another SDK of ours records in this thread, such as that of the preload: then it warns.
   * @throws an error with a `code` when an option cannot be used (`ERR_OTEL_NATIVE_INVALID_OPTION`, `ERR_OTEL_NATIVE_SPOOL_DIRECTORY`), an
   *   official package is needed and not usable (`ERR_OTEL_NATIVE_MISSING_PACKAGE`, `ERR_OTEL_NATIVE_UNSUPPORTED_PACKAGE`) or a group
   *   of system metrics is unknown (`ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP`). Nothing is registered then. Other wrong variables
   *   are ignored with a warning. Native code that does not load is no error: see the README.
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
   * Resolves when what ended before was exported.
   * Rejects with the list of errors: what failed, was lost or took longer than the time (default 10,000 ms).
   */
  forceFlush(options?: FlushOptions): Promise<void> {
    const flush = (this.#running ?? this.#other)?.forceFlush(options) ?? Promise.resolve();
    return quietlyRejecting(flush);
  }

  /**
   * Stops the plug-ins, then sends what is left and ends the provider. Further calls return the same promise. Where another
   * SDK records (see `start`), this flushes it.
   */
  shutdown(): Promise<void> {
    const end = this.#running?.shutdown() ?? this.#other?.forceFlush() ?? Promise.resolve();
    return quietlyRejecting(end);
  }

  /** What became of the spans so far; undefined where they do not go through the native pipeline. */
  stats(): PipelineStats | undefined {
    return this.#running?.stats();
  }

  /** The same for data points; undefined before the first meter as well. */
  metricStats(): PipelineStats | undefined {
    return this.#running?.metricStats();
  }
}
