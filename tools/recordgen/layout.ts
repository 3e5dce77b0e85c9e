import type { Layout, Field } from '../../packages/native-core/schema/types.ts';
import { fieldBytes } from '../../packages/native-core/schema/types.ts';

/** A field with its place. */
export interface PlacedField extends Field {
  readonly offset: number;
  readonly bytes: number;
}

/** The fields of a layout with their offsets; throws when one would not be aligned to its width. */
export function place(layout: Layout): { fields: PlacedField[]; bytes: number } {
  let offset = 0;
  const fields = layout.fields.map((field) => {
    const bytes = fieldBytes[field.type];
    const alignment = field.type.startsWith('bytes') ? 1 : bytes;
    if (offset % alignment !== 0) throw new Error(`${layout.name}.${field.name} is not aligned`);
    const placed = { ...field, offset, bytes };
    offset += bytes;
    return placed;
  });
  return { fields, bytes: offset };
}

export function isReserved(field: Field): boolean {
  return field.name.startsWith('reserved');
}

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
