import { diag, type MeterProvider as ApiMeterProvider } from '@opentelemetry/api';
import { defaultResource } from '@opentelemetry/resources';
import type { NativeExporter, OtlpSink, PipelineStats } from '@otel-native/api-bridge';
import type { FlushOutcome } from '../../binding/addon';
import { flushAtExit } from '../../pipeline/exit-hook';
import {
  flushTimeoutError,
  kDefaultFlushTimeoutMillis,
  type FlushOptions,
} from '../../pipeline/flush-options';
import { MetricPipeline } from '../metric-pipeline';
import { quietlyRejecting } from '../../pipeline/quietly-rejecting';
import { kTimedOut, withTimeout } from '../../pipeline/timeout';
import { anyText, ownText } from '../../record/own-text';
import { ValueReader } from '../../record/value-reader';
import { optionOf } from '../../values/option-of';
import { Meter, type BindableMeter } from './meter';
import {
  nativeOptions,
  readMeterOptions,
  resolveMeterOptions,
  type MeterProviderOptions,
} from './meter-options';
import { ObservableRegistry } from './observable-registry';
import { StreamFactory } from './stream-factory';
import { View } from './view';

/**
 * Makes meters. Native threads collect and export their metrics at each interval; only the callbacks of observable
 * instruments run on the JavaScript thread.
 * https://opentelemetry.io/docs/specs/otel/metrics/sdk/#meterprovider
 */
export class MeterProvider implements ApiMeterProvider {
  readonly #exporter: NativeExporter | OtlpSink | undefined;
  readonly #pipeline: MetricPipeline | undefined;
  readonly #factory: StreamFactory | undefined;
  readonly #observables: ObservableRegistry;
  readonly #observeTimeoutMillis: number;
  readonly #meters = new Map<string, Meter>();
  #shutdown: Promise<void> | undefined;

  /**
   * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option or view; `ERR_OTEL_NATIVE_NO_BINARY` or
   *   `ERR_OTEL_NATIVE_FORMAT_MISMATCH` when there is an exporter and the addon cannot be loaded
   */
  constructor(options: MeterProviderOptions = {}) {
    options = readMeterOptions(options);
    const resolved = resolveMeterOptions(options);
    const views = (options.views ?? []).map((view, index) => new View(view, `views[${index}]`));
    const { exporter } = options;
    this.#exporter = exporter;
    this.#observeTimeoutMillis = resolved.export.timeoutMillis;
    this.#pipeline =
      exporter &&
      new MetricPipeline(
        exporter,
        nativeOptions(resolved.export),
        options.resource ?? defaultResource(),
        new ValueReader(Infinity, resolved.attributeLimits),
        (round) => this.#observeInterval(round),
        options.onLoss,
      );
    this.#factory = this.#pipeline && new StreamFactory(this.#pipeline, views, resolved);
    this.#observables = new ObservableRegistry(this.#pipeline);
  }

  /** Returns the meter of this name, version and schema URL. Never throws: warns of a name that is not a string, and uses an empty one. */
  getMeter(name: string, version?: string, options?: { schemaUrl?: string }): BindableMeter {
    if (this.#shutdown !== undefined) {
      diag.warn('A shutdown MeterProvider cannot provide a Meter');
      return new Meter(
        () => [],
        new ObservableRegistry(undefined),
        () => {},
      );
    }
    if (typeof name !== 'string' || name === '') {
      diag.warn('Invalid MeterProvider instrumentation scope name, using empty string');
      name = '';
    }
    return this.#meter(name, anyText(version) ?? '', anyText(optionOf(options, 'schemaUrl')));
  }

  #meter(name: string, version: string, schemaUrl: string | undefined): Meter {
    // No schema URL and an empty one mean the same.
    const key = JSON.stringify([name, version, schemaUrl ?? '']);
    let meter = this.#meters.get(key);
    if (meter === undefined) {
      const scope = {
        name: ownText(name),
        version: ownText(version),
        schemaUrl: ownText(schemaUrl)!,
      };
      const streams = this.#factory?.ofMeter(scope) ?? (() => []);
      meter = new Meter(streams, this.#observables, this.#pipeline?.tellInvalid ?? (() => {}));
      this.#meters.set(key, meter);
    }
    return meter;
  }

  /**
   * Runs the callbacks, collects, and resolves when the exporter has answered. Rejects when data points were lost, or
   * at the timeout.
   */
  forceFlush(options?: FlushOptions): Promise<void> {
    return quietlyRejecting(this.#forceFlush(options));
  }

  async #forceFlush(options?: FlushOptions): Promise<void> {
    if (this.#shutdown !== undefined) {
      diag.warn('invalid attempt to force flush after MeterProvider shutdown');
      return;
    }
    const timeoutMillis = options?.timeoutMillis ?? kDefaultFlushTimeoutMillis;
    const pipeline = this.#pipeline;
    if (pipeline === undefined) return;
    const flush = async () => {
      // First, or what callbacks observe meanwhile would heap up.
      await pipeline.ready;
      await this.#observe(timeoutMillis);
      return pipeline.flush();
    };
    const before = pipeline.stats();
    const outcome = await withTimeout(flush(), timeoutMillis);
    if (outcome === kTimedOut) throw flushTimeoutError(timeoutMillis, before, pipeline.stats());
    rejectLoss(outcome);
  }

  /**
   * Collects a last time and ends the provider. Data points that are not sent before the timeout are dropped and counted.
   * Later measurements are ignored. Every call returns the same promise.
   */
  shutdown(options?: FlushOptions): Promise<void> {
    if (this.#shutdown !== undefined)
      diag.warn('shutdown may only be called once per MeterProvider');
    return (this.#shutdown ??= quietlyRejecting(
      this.#shutDown(options?.timeoutMillis ?? kDefaultFlushTimeoutMillis),
    ));
  }

  async #shutDown(timeoutMillis: number): Promise<void> {
    const begin = performance.now();
    try {
      if (this.#pipeline === undefined) return;
      await this.#observe(timeoutMillis);
      const leftMillis = Math.max(0, timeoutMillis - (performance.now() - begin));
      rejectLoss(await this.#pipeline.close(leftMillis));
    } finally {
      await this.#exporter?.shutdown();
    }
  }

  /**
   * Collects what synchronous instruments recorded, and blocks until it is exported, at most for `exitTimeoutMillis` less
   * `elapsedMillis`. The exit of the process does this by itself: call it when the process ends in another way, such as by
   * a signal.
   */
  flushAtExit(elapsedMillis = 0): void {
    flushAtExit(this.#pipeline, elapsedMillis);
  }

  /**
   * Runs the callbacks of observable instruments, for `timeoutMillis` at most (default: 10,000). The collection at the exit
   * sends the values, but cannot run callbacks: call this in the last turn of the event loop. Never rejects.
   */
  async observe(options?: FlushOptions): Promise<void> {
    const pipeline = this.#pipeline;
    if (pipeline === undefined || this.#shutdown !== undefined) return;
    if (!this.#observables.hasCallbacks) return;
    const timeoutMillis = options?.timeoutMillis ?? kDefaultFlushTimeoutMillis;
    // First, or what callbacks observe meanwhile would heap up.
    await withTimeout(pipeline.ready, timeoutMillis);
    await this.#observe(timeoutMillis);
  }

  /**
   * Returns counts of data points; undefined without an exporter. `ended` counts collected data points, and measurements
   * that could not be read, which are also dropped as `invalid`.
   */
  stats(): PipelineStats | undefined {
    return this.#pipeline?.stats();
  }

  /** Called for the drain thread at each interval, if there are callbacks. */
  #observeInterval(round: number): void {
    const done = () => this.#pipeline?.observed(round);
    const isAwaited = () => this.#pipeline?.awaits(round) === true;
    if (!isAwaited()) return;
    const running = this.#observe(this.#observeTimeoutMillis, false, isAwaited);
    if (running === undefined) done();
    else void running.then(done);
  }

  /** Runs all callbacks; never throws or rejects. Returns undefined when all of them are done already. */
  #observe(
    timeoutMillis: number,
    staysAlive = true,
    isAwaited: () => boolean = () => true,
  ): void | Promise<void> {
    if (!this.#observables.hasCallbacks) return undefined;
    const longest = Math.min(timeoutMillis, this.#observeTimeoutMillis);
    const fail = (error: unknown) => this.#pipeline?.tellInvalid(error);
    try {
      const errors = this.#observables.observe(longest, staysAlive, isAwaited);
      if (!(errors instanceof Promise)) return tellErrors(errors);
      return errors.then(tellErrors).catch(fail);
    } catch (error) {
      return fail(error);
    }
  }
}

function tellErrors(errors: readonly unknown[]): void {
  if (errors.length > 0) diag.error('Callbacks of observable instruments failed', ...errors);
}

function rejectLoss({ lostItems, message }: FlushOutcome): void {
  if (lostItems > 0) throw new Error(`${lostItems} data points were not exported: ${message}`);
}
