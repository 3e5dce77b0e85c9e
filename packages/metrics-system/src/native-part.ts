import type { Attributes, BatchObservableResult, Meter, Observable } from '@opentelemetry/api';
import {
  observeNatively,
  observePoints,
  type NativeObservation,
  type ObservedPoint,
} from '@otel-native/api-bridge/observation';
import type { Addon, NativeSystemReader } from './binding/addon';
import { nativeInstruments } from './catalog';
import type { MetricName } from './catalog/metric-name';
import type { SlotPoint, SystemInstrument } from './catalog/instrument';
import { NativeLayout } from './native-layout';
import type { MakeObservable, Part } from './part';
import type { Settings } from './options';

const none: Attributes = {};
const kTotalOfAllCpus = '';

/**
 * The values that native code reads, with one call per collection for all instruments. The call runs on another thread,
 * since the kernel needs some 0.3 ms to produce the data. A meter of native-core calls the native reader directly;
 * JavaScript only describes the values.
 */
export class NativePart implements Part {
  readonly absent: readonly MetricName[];
  readonly #reader: NativeSystemReader;
  readonly #layout: NativeLayout;
  readonly #isPerCpu: boolean;
  readonly #observables = new Map<SystemInstrument, Observable>();
  readonly #slotPoints: readonly ObservedPoint[];
  #points: readonly ObservedPoint[];
  /** Undefined if values go through JavaScript. */
  readonly #observation: NativeObservation | undefined;
  /** Shared, because several metric readers may collect at once. */
  #reading: Promise<void> | undefined;

  constructor(
    addon: Addon,
    settings: Settings,
    names: readonly MetricName[],
    make: MakeObservable,
    meter: Meter,
  ) {
    const wanted = names.filter((name) => name in nativeInstruments);
    const instruments = wanted.map(instrumentOf);
    const sources = new Set(instruments.map(({ source }) => addon.sources.indexOf(source)));
    const mask = [...sources].reduce((bits, bit) => bits | (1 << bit), 0);
    this.#reader = new addon.SystemReader(settings.procPath, settings.cgroupPath, mask);
    this.#layout = new NativeLayout(addon);
    this.#isPerCpu = settings.isPerCpu;

    this.#reader.readSync();
    this.#layout.update(this.#reader);
    this.absent = wanted.filter((name) => !this.#isThere(instrumentOf(name)));
    for (const name of wanted.filter((name) => !this.absent.includes(name)))
      this.#observables.set(instrumentOf(name), make(name));
    this.#slotPoints = [...this.#observables].flatMap(([{ slots = [] }, observable]) =>
      slots.map(([slot, attributes = none]) => ({
        observable,
        place: this.#layout.slot(slot),
        attributes,
      })),
    );
    this.#points = this.#allPoints();
    this.#observation = this.#observeNatively(meter);
  }

  observe(result: BatchObservableResult): void | Promise<void> {
    if (this.#observation === undefined) return this.#observeHere(result);
    if (this.#reader.layout() === this.#layout.version) return;
    this.#update();
    this.#observation.setPoints(this.#points, this.#layout.version);
  }

  stop(): void {
    this.#observation?.stop();
    this.#reader.close();
  }

  #observeNatively(meter: Meter): NativeObservation | undefined {
    const observation = observeNatively(meter, this.#reader.observer());
    if (observation?.setPoints(this.#points, this.#layout.version)) return observation;
    observation?.stop();
    return undefined;
  }

  async #observeHere(result: BatchObservableResult): Promise<void> {
    await (this.#reading ??= this.#read());
    observePoints(result, this.#points, this.#layout.values);
  }

  async #read(): Promise<void> {
    await this.#reader.read();
    this.#reading = undefined;
    this.#update();
  }

  /** Updates the layout. Another thread may read in the meantime. */
  #update(): void {
    while (this.#layout.update(this.#reader)) this.#points = this.#allPoints();
  }

  /**
   * Rates exist only from the second reading on. A rate counts as available if its counter is, e.g. `a` for `a.usage`.
   */
  #isThere({ slots = [], table }: SystemInstrument): boolean {
    const isThere = ([slot]: SlotPoint) =>
      this.#layout.hasValue(slot) || this.#layout.hasValue(slot.slice(0, slot.lastIndexOf('.')));
    return slots.some(isThere) || (table !== undefined && this.#layout.isReadable(table.name));
  }

  #allPoints(): ObservedPoint[] {
    const labels = this.#reader.labels();
    const points = [...this.#slotPoints];
    for (const [{ table }, observable] of this.#observables) {
      if (table === undefined) continue;
      const { rows, place } = this.#layout.rows(table.name, labels);
      for (const [index, row] of rows.entries()) {
        if (!this.#isWanted(table.name, row)) continue;
        const ofRow = this.#attributesOf(table, row);
        for (const [column, attributes] of table.columns)
          points.push({
            observable,
            place: place(index, column),
            attributes: attributes === undefined ? ofRow : { ...ofRow, ...attributes },
          });
      }
    }
    return points;
  }

  #isWanted(table: string, [label]: readonly string[]): boolean {
    return table !== 'cpus' || (label !== kTotalOfAllCpus) === this.#isPerCpu;
  }

  #attributesOf({ name, labels }: NonNullable<SystemInstrument['table']>, row: readonly string[]) {
    if (name === 'cpus') return this.#isPerCpu ? { 'cpu.logical_number': Number(row[0]) } : none;
    return Object.fromEntries(labels.map((label, i) => [label, row[i]]));
  }
}

function instrumentOf(name: MetricName): SystemInstrument {
  return nativeInstruments[name]!;
}
