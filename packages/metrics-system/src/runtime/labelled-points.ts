import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import { observePoints, type ObservedPoint } from '@otel-native/api-bridge/observation';

/** Data points of several instruments for each label. Labels are added as they are discovered. */
export class LabelledPoints {
  readonly #targets: readonly Observable[];
  readonly #common: Attributes;
  readonly #key: string;
  readonly #rows = new Map<string, number>();
  #points: readonly ObservedPoint[] = [];
  #values = new Float64Array();

  /** @param key the attribute that holds the label */
  constructor(targets: readonly Observable[], common: Attributes, key: string) {
    this.#targets = targets;
    this.#common = common;
    this.#key = key;
  }

  /** Clears the values of all points. */
  begin(): void {
    this.#values.fill(NaN);
  }

  /** Returns the position of a label's values, which follow the order of the targets. */
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
