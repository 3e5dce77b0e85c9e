import type { Attributes, BatchObservableResult, Observable } from '@opentelemetry/api';
import type { Addon, NativeSystemReader } from './binding/addon';
import { nativeInstruments } from './catalog';
import type { MetricName } from './catalog/metric-name';
import type { SystemInstrument } from './catalog/instrument';
import { NativeLayout } from './native-layout';
import type { MakeObservable, Part } from './part';
import type { Settings } from './options';

/** Where a value is, and what it is observed as. */
interface Point {
  readonly target: Observable;
  readonly place: number;
  readonly attributes: Attributes;
}

const none: Attributes = {};
const kTotalOfAllCpus = '';

/**
 * What native code reads: one call per collection, whatever was chosen, and not on this thread, as the kernel takes some
 * 0.3 ms to write it all down.
 */
export class NativePart implements Part {
  readonly absent: readonly MetricName[];
  readonly #reader: NativeSystemReader;
  readonly #layout: NativeLayout;
  readonly #isPerCpu: boolean;
  readonly #observables = new Map<SystemInstrument, Observable>();
  readonly #slotPoints: Point[];
  #rowPoints: Point[] = [];
  /** Several readers of metrics may collect at once. */
  #reading: Promise<void> | undefined;
  #isStopped = false;

  constructor(
    addon: Addon,
    settings: Settings,
    names: readonly MetricName[],
    make: MakeObservable,
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
    this.#slotPoints = [...this.#observables].flatMap(([{ slots = [] }, target]) =>
      slots.map(([slot, attributes = none]) => ({
        target,
        place: this.#layout.slot(slot),
        attributes,
      })),
    );
    this.#rowPoints = this.#pointsOfRows();
  }

  async observe(result: BatchObservableResult): Promise<void> {
    await (this.#reading ??= this.#read());
    const { values } = this.#layout;
    observePoints(result, this.#slotPoints, values);
    observePoints(result, this.#rowPoints, values);
  }

  stop(): void {
    this.#isStopped = true;
    if (this.#reading === undefined) this.#reader.close();
  }

  async #read(): Promise<void> {
    await this.#reader.read();
    this.#reading = undefined;
    if (this.#layout.update(this.#reader)) this.#rowPoints = this.#pointsOfRows();
    if (this.#isStopped) this.#reader.close();
  }

  /** Rates are not known before the second look; those there will be whose counters there are. */
  #isThere({ slots = [], table }: SystemInstrument): boolean {
    const { values } = this.#layout;
    const isKnown = (slot: string) => !Number.isNaN(values[this.#layout.slot(slot)]);
    const counter = (slot: string) => slot.replace(/(\.cpu\.\w+)\.\w+$/, '$1');
    return (
      slots.some(([slot]) => isKnown(slot) || isKnown(counter(slot))) ||
      (table !== undefined && this.#layout.isReadable(table.name))
    );
  }

  #pointsOfRows(): Point[] {
    const labels = this.#reader.labels();
    return [...this.#observables].flatMap(([{ table }, target]) => {
      if (table === undefined) return [];
      const { rows, place } = this.#layout.rows(table.name, labels);
      return rows.flatMap((row, index) =>
        this.#isWanted(table.name, row)
          ? table.columns.map(([column, attributes = none]) => ({
              target,
              place: place(index, column),
              attributes: { ...this.#attributesOf(table, row), ...attributes },
            }))
          : [],
      );
    });
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

function observePoints(
  result: BatchObservableResult,
  points: readonly Point[],
  values: Float64Array,
): void {
  for (const { target, place, attributes } of points) {
    const value = values[place]!;
    if (!Number.isNaN(value)) result.observe(target, value, attributes);
  }
}
