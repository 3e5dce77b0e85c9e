import type { Attributes, Context, Counter, Histogram, Meter } from '@opentelemetry/api';
import type { Providers } from '../telemetry/providers';
import type { InstrumentDefinition } from './instrument-definitions';

/** The instruments of one scope, each made when it is first used. */
export class Instruments {
  readonly #providers: Providers;
  #meter: Meter | undefined;
  #made = new Map<InstrumentDefinition, Counter & Histogram>();

  constructor(providers: Providers) {
    this.#providers = providers;
  }

  /** False while nobody receives metrics: then nothing is put together for them. */
  get isMeasured(): boolean {
    return this.#providers.isMeasured;
  }

  /** Records a value with those attributes of a call that the instrument has. */
  record(
    definition: InstrumentDefinition,
    value: number,
    of: Attributes,
    context: Context,
    more?: Attributes,
  ): void {
    if (!this.isMeasured) return;
    const attributes: Attributes = { ...more };
    for (const name of definition.attributes) {
      const known = of[name];
      if (known !== undefined && !(name in attributes)) attributes[name] = known;
    }
    const instrument = this.#instrument(definition);
    if (definition.kind === 'counter') instrument.add(value, attributes, context);
    else instrument.record(value, attributes, context);
  }

  /** Records many values with the same attributes. */
  recordAll(
    definition: InstrumentDefinition,
    values: readonly number[],
    of: Attributes,
    context: Context,
  ): void {
    if (!this.isMeasured) return;
    const attributes: Attributes = {};
    for (const name of definition.attributes) {
      if (of[name] !== undefined) attributes[name] = of[name];
    }
    const instrument = this.#instrument(definition);
    for (const value of values) instrument.record(value, attributes, context);
  }

  #instrument(definition: InstrumentDefinition): Counter & Histogram {
    const { meter } = this.#providers;
    if (meter !== this.#meter) {
      this.#meter = meter;
      this.#made = new Map();
    }
    let instrument = this.#made.get(definition);
    if (instrument === undefined) {
      const { kind, name, options } = definition;
      const made =
        kind === 'counter'
          ? meter.createCounter(name, options)
          : meter.createHistogram(name, options);
      instrument = made as Counter & Histogram;
      this.#made.set(definition, instrument);
    }
    return instrument;
  }
}
