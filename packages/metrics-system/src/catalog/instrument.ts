import type { Attributes } from '@opentelemetry/api';

/** As the semantic conventions name the kinds; all but the histogram are observable. */
export type InstrumentKind = 'counter' | 'updowncounter' | 'gauge' | 'histogram';

/** An instrument of the semantic conventions. */
export interface Instrument {
  readonly kind: InstrumentKind;
  readonly unit: string;
  readonly description: string;
}

/** A value that there is one of: the name of its slot (`native/snapshot/slots.hpp`), and the attributes it is observed with. */
export type SlotPoint = readonly [slot: string, attributes?: Attributes];

/** A column of a table, observed for each row. */
export type ColumnPoint = readonly [column: string, attributes?: Attributes];

/** An instrument whose values native code reads. */
export interface SystemInstrument extends Instrument {
  /** The name of what has to be read for it (`native/reader/sources.hpp`). */
  readonly source: string;
  readonly slots?: readonly SlotPoint[];
  readonly table?: {
    readonly name: string;
    /** The attributes that the labels of a row are; an empty name leaves one out. */
    readonly labels: readonly string[];
    readonly columns: readonly ColumnPoint[];
  };
}
