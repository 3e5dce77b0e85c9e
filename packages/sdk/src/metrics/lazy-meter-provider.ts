import { createNoopMeter, type Meter, type MeterOptions } from '@opentelemetry/api';
import type { PipelineStats } from '@otel-native/api-bridge';
import { announce } from '../diagnostics/announce';
import type { SdkMeterProvider } from './sdk-meter-provider';

/** Loads the real meter provider with the first meter, so applications that only trace never load it. */
export class LazyMeterProvider implements SdkMeterProvider {
  readonly #make: () => SdkMeterProvider;
  #made: SdkMeterProvider | undefined;
  #hasEnded = false;

  constructor(make: () => SdkMeterProvider) {
    this.#make = make;
  }

  getMeter(name: string, version?: string, options?: MeterOptions): Meter {
    if (this.#made === undefined && this.#hasEnded) return createNoopMeter();
    try {
      this.#made ??= this.#make();
    } catch (error) {
      this.#hasEnded = true;
      const reason = error instanceof Error ? error.message : String(error);
      announce('OTEL_NATIVE_PART_MISSING', `no metrics are recorded: ${reason}`);
      return createNoopMeter();
    }
    return this.#made.getMeter(name, version, options);
  }

  forceFlush(options?: { timeoutMillis?: number }): Promise<void> {
    return this.#made?.forceFlush(options) ?? Promise.resolve();
  }

  async shutdown(options?: { timeoutMillis?: number }): Promise<void> {
    this.#hasEnded = true;
    await this.#made?.shutdown(options);
  }

  stats(): PipelineStats | undefined {
    return this.#made?.stats?.();
  }

  async observe(options?: { timeoutMillis?: number }): Promise<void> {
    await this.#made?.observe?.(options);
  }
}
