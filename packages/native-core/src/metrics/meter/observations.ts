import type { Attributes } from '@opentelemetry/api';
import type { Stream } from '../aggregation/stream';
import type { ObservationSink } from '../observing-pipeline';
import { checkedValue } from './measured-value';
import type { ObservableInstrument } from './observable';
import type { PreparedPoints } from './prepared-points';
import { StagedValues, type Block } from './staged-values';

let lastRound = 0;

/** Values that callbacks observed, in order. The last value of a series counts; the overflow series has the sum. */
export class Observations {
  readonly #round = ++lastRound;
  readonly #parts: (StagedValues | Block)[] = [];

  add(instrument: ObservableInstrument, value: number, attributes: Attributes = {}): void {
    const checked = checkedValue(value, instrument.descriptor);
    if (checked === undefined) return;
    for (const stream of instrument.streams) this.#add(stream, attributes, checked);
  }

  #add(stream: Stream, attributes: Attributes, value: number): void {
    this.#staged().put(stream, stream.seriesFor(attributes), value);
  }

  addPoints({ targets, others }: PreparedPoints, values: Float64Array): void {
    if (targets.length > 0) this.#parts.push({ targets, values: values.slice() });
    for (const { observable, attributes, place } of others) {
      const value = values[place];
      if (value !== undefined && !Number.isNaN(value)) this.add(observable, value, attributes);
    }
  }

  /** Adds the values that another callback observed. */
  merge(others: Observations): void {
    for (const part of others.#parts) {
      if (part instanceof StagedValues) this.#staged().putAll(part);
      else this.#parts.push(part);
    }
  }

  commit(sink: ObservationSink, startMillis: number): void {
    for (const part of this.#parts) {
      const { targets, values } = part instanceof StagedValues ? part.close(startMillis) : part;
      if (targets.length > 0) sink.observe(targets, values, this.#round, startMillis);
    }
  }

  #staged(): StagedValues {
    const last = this.#parts.at(-1);
    if (last instanceof StagedValues) return last;
    const staged = new StagedValues();
    this.#parts.push(staged);
    return staged;
  }
}
