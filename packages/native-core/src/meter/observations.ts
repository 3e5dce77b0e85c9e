import type { Attributes } from '@opentelemetry/api';
import type { Series } from '../aggregation/series';
import type { Stream } from '../aggregation/stream';
import { kTargetWords } from '../record/format.gen';
import { checkedValue } from './instruments';
import type { ObservableInstrument } from './observable';
import { writeTarget, type PreparedPoints } from './prepared-points';

/** Takes what was observed to the drain thread. */
export interface ObservationSink {
  /** @param round the same for all that was observed together */
  observe(targets: Uint32Array, values: Float64Array, round: number, startMillis: number): void;
}

interface Block {
  readonly targets: Uint32Array;
  readonly values: Float64Array;
}

let lastId = 0;

/** What callbacks observed: for each series the last value, and of what overflows the sum. */
export class Observations {
  readonly #id = ++lastId;
  readonly #streams: Stream[] = [];
  readonly #series: Series[] = [];
  readonly #values: number[] = [];
  readonly #blocks: Block[] = [];

  add(instrument: ObservableInstrument, value: number, attributes: Attributes = {}): void {
    const checked = checkedValue(value, instrument.descriptor);
    if (checked === undefined) return;
    for (const stream of instrument.streams)
      this.#put(stream, stream.seriesFor(attributes), checked);
  }

  addPoints({ targets, others }: PreparedPoints, values: Float64Array): void {
    if (targets.length > 0) this.#blocks.push({ targets, values: values.slice() });
    for (const { observable, attributes, place } of others) {
      const value = values[place];
      if (value !== undefined && !Number.isNaN(value)) this.add(observable, value, attributes);
    }
  }

  #put(stream: Stream, series: Series, value: number): void {
    if (series.stagedBy === this.#id) {
      const at = series.stagedAt;
      this.#values[at] = stream.isOverflow(series) ? this.#values[at]! + value : value;
      return;
    }
    series.stagedBy = this.#id;
    series.stagedAt = this.#values.length;
    this.#streams.push(stream);
    this.#series.push(series);
    this.#values.push(value);
  }

  /** Takes over what another callback observed. Its series may be staged twice, if others ran while it waited. */
  merge(others: Observations): void {
    for (let i = 0; i < others.#values.length; i++)
      this.#put(others.#streams[i]!, others.#series[i]!, others.#values[i]!);
    this.#blocks.push(...others.#blocks);
  }

  commit(sink: ObservationSink, startMillis: number): void {
    const { targets, values } = this.#staged(startMillis);
    if (targets.length > 0) sink.observe(targets, values, this.#id, startMillis);
    for (const block of this.#blocks)
      sink.observe(block.targets, block.values, this.#id, startMillis);
  }

  /** What is staged as a block; histograms add it up here. */
  #staged(startMillis: number): Block {
    const words = new Uint32Array(this.#values.length * kTargetWords);
    let at = 0;
    this.#values.forEach((value, place) => {
      const stream = this.#streams[place]!;
      const series = this.#series[place]!;
      if (stream.isObservedNumber) at = writeTarget(words, at, stream, series, place);
      else stream.observe(series, value, startMillis);
    });
    return { targets: words.subarray(0, at), values: Float64Array.from(this.#values) };
  }
}
