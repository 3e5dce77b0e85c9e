/** The widths that both languages write and read; all little-endian. */
export type FieldType = 'u8' | 'u32' | 'f64' | 'bytes8' | 'bytes16';

export const fieldBytes: Record<FieldType, number> = {
  u8: 1,
  u32: 4,
  f64: 8,
  bytes8: 8,
  bytes16: 16,
};

/** One field at a fixed place. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly doc: string;
}

/** Fields that follow each other without gaps. */
export interface Layout {
  readonly name: string;
  readonly doc: string;
  readonly fields: readonly Field[];
}

/** A closed set of numbers with names. */
export interface Enumeration {
  readonly name: string;
  readonly doc: string;
  readonly members: readonly {
    readonly name: string;
    readonly value: number;
    readonly doc: string;
  }[];
}

/** A single named number. */
export interface Constant {
  readonly name: string;
  readonly value: number;
  readonly doc: string;
}
