import type { Attributes } from '@opentelemetry/api';

/** Kinds in the terms of the semantic conventions. All except the histogram are observable. */
export type InstrumentKind = 'counter' | 'updowncounter' | 'gauge' | 'histogram';

/** An instrument of the semantic conventions. */
export interface Instrument {
  readonly kind: InstrumentKind;
  readonly unit: string;
  readonly description: string;
}

/** A single value: the name of its slot (`native/snapshot/slots.hpp`), and the attributes of its data point. */
export type SlotPoint = readonly [slot: string, attributes?: Attributes];

/** A column of a table, with one data point per row. */
export type ColumnPoint = readonly [column: string, attributes?: Attributes];

/** An instrument whose values are read by native code. */
export interface SystemInstrument extends Instrument {
  /** The name of the source to read (`native/reader/sources.hpp`). */
  readonly source: string;
  readonly slots?: readonly SlotPoint[];
  readonly table?: {
    readonly name: string;
    /** Attribute names for the labels of a row; an empty name drops the label. */
    readonly labels: readonly string[];
    readonly columns: readonly ColumnPoint[];
  };
}
