import { constants, enumerations, layouts } from '../../packages/native-core/schema/index.ts';
import { capitalised, isReserved, place, type PlacedField } from './layout.ts';

export interface GeneratedConstant {
  readonly name: string;
  readonly value: number;
  readonly doc: string;
}

/** What a language wants to know about where a field lies. */
export type FieldConstants = (field: PlacedField, name: string) => GeneratedConstant[];

/** Every number that both languages know, and where the fields are in the way that `fieldConstants` has it. */
export function generatedConstants(fieldConstants: FieldConstants): GeneratedConstant[] {
  return [
    ...constants.map((constant) => ({ ...constant, name: `k${constant.name}` })),
    ...enumerations.flatMap((enumeration) =>
      enumeration.members.map((member) => ({
        name: `k${enumeration.name}${member.name}`,
        value: member.value,
        doc: member.doc,
      })),
    ),
    ...layouts.flatMap((layout) => {
      const { fields, bytes } = place(layout);
      const places = fields
        .filter((field) => !isReserved(field))
        .flatMap((field) => fieldConstants(field, `k${layout.name}${capitalised(field.name)}`));
      return [...places, { name: `k${layout.name}HeaderBytes`, value: bytes, doc: layout.doc }];
    }),
  ];
}

/** The type of a field and what it means. */
export function fieldDoc({ type, doc }: PlacedField): string {
  return doc === '' ? type : `${type}: ${doc}`;
}
