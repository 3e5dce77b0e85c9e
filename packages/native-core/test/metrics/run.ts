import { inspect, isDeepStrictEqual } from 'node:util';
import {
  diag,
  type BatchObservableCallback,
  type Meter,
  type Observable,
  type ObservableCallback,
} from '@opentelemetry/api';
import type { ViewOptions } from '@opentelemetry/sdk-metrics';
import type { Bindable } from '@otel-native/api-bridge';
import type { DecodedMetric } from '../support/decode-metrics';
import { normalise } from './normalise';
import {
  attributesProcessorsOf,
  type InstrumentPlan,
  type MetricCall,
  type MetricProgram,
  type Observations,
  type ViewPlan,
} from './program';
import { startNative, startOfficial, type MetricSdk, type MetricSettings } from './sdks';

/** Runs the program through both SDKs; throws with the difference if there is one. */
export async function expectSameProgram(program: MetricProgram): Promise<void> {
  const settings = settingsOf(program);
  const ours = await new Player(startNative(settings), program).play();
  const theirs = await new Player(startOfficial(settings), program).play();
  // The quick answer first: a matcher that can explain takes many times as long.
  if (!isDeepStrictEqual(ours, theirs)) expect(ours).toEqual(theirs);
}

function settingsOf({ temporality, cardinalityLimit, views }: MetricProgram): MetricSettings {
  return {
    temporality,
    views: views.map(viewOptions),
    ...(cardinalityLimit !== undefined && { cardinalityLimit }),
  };
}

function viewOptions(plan: ViewPlan): ViewOptions {
  return { ...plan, attributesProcessors: attributesProcessorsOf(plan) } as ViewOptions;
}

/** An instrument of any kind. */
type AnyInstrument = Partial<
  Record<'add' | 'record', (value: number, attributes?: object) => void> &
    Observable &
    Bindable<AnyBound>
>;
type AnyBound = Partial<Record<'add' | 'record', (value: number) => void>>;

interface Instrument {
  readonly plan: InstrumentPlan;
  readonly made: AnyInstrument;
}

type RecordCall = MetricCall & { call: 'record' };

/** Times are compared in the cases by hand: here is no time to keep collections apart. */
const anyTime = { label: (unixNano: string) => (unixNano === '0' ? 'none' : 'some') };

class Player {
  readonly #sdk: MetricSdk;
  readonly #program: MetricProgram;
  readonly #instruments: Instrument[];
  readonly #callbacks: (readonly [Instrument, ObservableCallback])[] = [];
  /** Streams that a callback observes. A second one would observe the same attributes: differences.ts. */
  readonly #observed = new Set<string>();
  readonly #bounds = new Map<AnyInstrument, Map<string, AnyBound>>();
  readonly #exported: object[][] = [];

  constructor(sdk: MetricSdk, program: MetricProgram) {
    this.#sdk = sdk;
    this.#program = program;
    this.#instruments = program.instruments.map((plan) => this.#create(plan));
  }

  async play(): Promise<object[][]> {
    try {
      for (const call of this.#program.calls) await this.#make(call);
      await this.#collect();
      return this.#exported;
    } finally {
      await this.#sdk.shutdown();
      diag.disable();
    }
  }

  #create(plan: InstrumentPlan): Instrument {
    const create = `create${plan.kind}` as 'createCounter';
    const made = this.#meter(plan.meter)[create](plan.name, plan.options) as AnyInstrument;
    return { plan, made };
  }

  #meter(index: number): Meter {
    return this.#sdk.provider.getMeter(`meter ${index}`);
  }

  #instrument(index: number): Instrument {
    return this.#instruments[index % this.#instruments.length]!;
  }

  async #make(call: MetricCall): Promise<void> {
    switch (call.call) {
      case 'collect':
        return this.#collect();
      case 'record': {
        const { made } = this.#instrument(call.instrument);
        if (call.isBound && made.bind !== undefined) return this.#recordBound(made, call);
        made.add?.(call.value, call.attributes);
        made.record?.(call.value, call.attributes);
        return;
      }
      case 'addCallback':
        return this.#addCallback(this.#instrument(call.instrument), call.observations);
      case 'removeCallback':
        return this.#removeCallback();
      case 'batch':
        return this.#addBatch(call.instruments, call.observations);
      case 'createAgain':
        this.#instruments.push(this.#create(this.#instrument(call.instrument).plan));
    }
  }

  /** Goes on with what was bound to the same attributes before, also in earlier intervals. */
  #recordBound(made: AnyInstrument, { value, attributes }: RecordCall): void {
    const bounds = this.#bounds.get(made) ?? new Map<string, AnyBound>();
    this.#bounds.set(made, bounds);
    const name = inspect(attributes);
    const bound = bounds.get(name) ?? made.bind!(attributes);
    bounds.set(name, bound);
    bound.add?.(value);
    bound.record?.(value);
  }

  async #collect(): Promise<void> {
    const metrics: DecodedMetric[] = await this.#sdk.collect();
    this.#exported.push(normalise(metrics, anyTime));
  }

  #addCallback(instrument: Instrument, observations: Observations): void {
    if (!this.#claim(instrument)) return;
    const next = turns(observations);
    const callback: ObservableCallback = (result) => {
      for (const [value, attributes] of next()) result.observe(value, attributes);
    };
    instrument.made.addCallback!(callback);
    this.#callbacks.push([instrument, callback]);
  }

  #removeCallback(): void {
    const [instrument, callback] = this.#callbacks.shift() ?? [];
    if (instrument === undefined || callback === undefined) return;
    instrument.made.removeCallback!(callback);
    this.#observed.delete(streamOf(instrument));
  }

  #addBatch(indexes: readonly number[], observations: Observations): void {
    const observables = indexes
      .map((index) => this.#instrument(index))
      // A batch for another meter's instruments is undefined in the API.
      .filter((instrument) => instrument.plan.meter === 0 && this.#claim(instrument))
      .map(({ made }) => made as Observable);
    const next = turns(observations);
    const callback: BatchObservableCallback = (result) => {
      for (const [value, attributes] of next()) {
        for (const observable of observables) result.observe(observable, value, attributes);
      }
    };
    this.#meter(0).addBatchObservableCallback(callback, observables);
  }

  /** False for what cannot be observed, or is already. */
  #claim(instrument: Instrument): boolean {
    const stream = streamOf(instrument);
    if (instrument.made.addCallback === undefined || this.#observed.has(stream)) return false;
    this.#observed.add(stream);
    return true;
  }
}

function streamOf({ plan }: Instrument): string {
  return `${plan.meter} ${plan.name}`;
}

function turns(observations: Observations): () => Observations[number] {
  let turn = 0;
  return () => observations[turn++ % observations.length]!;
}
