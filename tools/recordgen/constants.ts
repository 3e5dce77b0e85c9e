import { constants, enumerations, layouts } from '../../packages/native-core/schema/index.ts';
import { capitalised, isReserved, place } from './layout.ts';

export interface GeneratedConstant {
  readonly name: string;
  readonly value: number;
  readonly doc: string;
}

/** Every number that both languages know, under the name that both use. */
export function generatedConstants(): GeneratedConstant[] {
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
      const offsets = fields
        .filter((field) => !isReserved(field))
        .map((field) => ({
          name: `k${layout.name}${capitalised(field.name)}Offset`,
          value: field.offset,
          doc: `${field.type}${field.doc === '' ? '' : `: ${field.doc}`}`,
        }));
      return [...offsets, { name: `k${layout.name}HeaderBytes`, value: bytes, doc: layout.doc }];
    }),
  ];
}
