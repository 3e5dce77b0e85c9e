import {
  diag,
  type BatchObservableCallback,
  type Meter,
  type Observable,
} from '@opentelemetry/api';
import type { Addon } from './binding/addon';
import { nativeInstruments } from './catalog';
import type { MetricName } from './catalog/metric-name';
import { gcHistogram, observablesOf } from './instruments';
import { NativePart } from './native-part';
import type { Settings } from './options';
import type { MakeObservable, Part } from './part';
import { ActiveResources } from './runtime/active-resources';
import { EventLoopDelay, EventLoopTime } from './runtime/event-loop';
import { GarbageCollections } from './runtime/garbage-collections';
import { HeapSpaces } from './runtime/heap-spaces';
import { NodeLoopDelay } from './runtime/node-loop-delay';
import { Uptime } from './runtime/uptime';
import { threadAttributesOf } from './thread-attributes';

/** Reports metrics to one meter through one callback. */
export class Reporting {
  readonly absent: readonly MetricName[];
  readonly #meter: Meter;
  readonly #observables: Observable[] = [];
  readonly #parts: Part[] = [];
  #hasFailed = false;

  /** @throws the error of the meter, after undoing everything */
  constructor(
    meter: Meter,
    names: readonly MetricName[],
    settings: Settings,
    addon: Addon | undefined,
  ) {
    this.#meter = meter;
    const make = observablesOf(meter, this.#observables);
    try {
      addRuntimeParts(this.#parts, meter, names, settings, make, addon);
      if (addon !== undefined && names.some((name) => name in nativeInstruments))
        this.#parts.push(new NativePart(addon, settings, names, make, meter));
    } catch (error) {
      for (const part of this.#parts) part.stop();
      throw error;
    }
    this.absent = this.#parts.flatMap((part) => part.absent);
    if (this.#observables.length > 0)
      meter.addBatchObservableCallback(this.#callback, this.#observables);
  }

  stop(): void {
    if (this.#observables.length > 0)
      this.#meter.removeBatchObservableCallback(this.#callback, this.#observables);
    for (const part of this.#parts) part.stop();
  }

  readonly #callback: BatchObservableCallback = (result) => {
    let later: Promise<void> | undefined;
    for (const part of this.#parts) {
      try {
        later = part.observe(result)?.catch(this.#tell) ?? later;
      } catch (error) {
        this.#tell(error);
      }
    }
    return later;
  };

  readonly #tell = (error: unknown): void => {
    if (!this.#hasFailed) diag.error('system metrics could not be read', error);
    this.#hasFailed = true;
  };
}

function addRuntimeParts(
  parts: Part[],
  meter: Meter,
  names: readonly MetricName[],
  { eventLoopResolutionMillis }: Settings,
  make: MakeObservable,
  addon: Addon | undefined,
): void {
  const threadAttributes = threadAttributesOf(addon);
  const begins = (prefix: string) => names.some((name) => name.startsWith(prefix));
  if (names.includes('process.uptime')) parts.push(new Uptime(make('process.uptime')));
  if (begins('nodejs.eventloop.delay.')) {
    const LoopDelay = addon?.LoopDelay ?? NodeLoopDelay;
    const delay = new LoopDelay(eventLoopResolutionMillis);
    parts.push(new EventLoopDelay(names, make, threadAttributes, delay));
  }
  if (names.includes('nodejs.eventloop.utilization') || names.includes('nodejs.eventloop.time'))
    parts.push(new EventLoopTime(names, make, threadAttributes));
  if (begins('v8js.memory.heap.')) parts.push(new HeapSpaces(names, make, threadAttributes));
  if (names.includes('v8js.resource.active'))
    parts.push(new ActiveResources(make('v8js.resource.active'), threadAttributes));
  if (names.includes('v8js.gc.duration'))
    parts.push(new GarbageCollections(gcHistogram(meter), threadAttributes));
}
