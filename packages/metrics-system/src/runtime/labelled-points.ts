import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import { observePoints, type ObservedPoint } from '@otel-native/api-bridge/observation';

/** Points of the same instruments for each of a few labels that become known one by one. */
export class LabelledPoints {
  readonly #targets: readonly Observable[];
  readonly #common: Attributes;
  readonly #key: string;
  readonly #rows = new Map<string, number>();
  #points: readonly ObservedPoint[] = [];
  #values = new Float64Array();

  /** @param key of the attribute that the label is */
  constructor(targets: readonly Observable[], common: Attributes, key: string) {
    this.#targets = targets;
    this.#common = common;
    this.#key = key;
  }

  /** From here on no point has a value. */
  begin(): void {
    this.#values.fill(NaN);
  }

  /** Where the values of a label are, those of the targets one after the other. */
  row(label: string): number {
    return this.#rows.get(label) ?? this.#addRow(label);
  }

  set(place: number, value: number): void {
    this.#values[place] = value;
  }

  add(place: number, value: number): void {
    const before = this.#values[place]!;
    this.#values[place] = Number.isNaN(before) ? value : before + value;
  }

  observe(result: BatchObservableResult): void {
    observePoints(result, this.#points, this.#values);
  }

  #addRow(label: string): number {
    const first = this.#values.length;
    const attributes = { ...this.#common, [this.#key]: label };
    const added = this.#targets.map((observable, i) => ({
      observable,
      attributes,
      place: first + i,
    }));
    const values = new Float64Array(first + added.length).fill(NaN);
    values.set(this.#values);
    this.#values = values;
    this.#points = [...this.#points, ...added];
    this.#rows.set(label, first);
    return first;
  }
}
