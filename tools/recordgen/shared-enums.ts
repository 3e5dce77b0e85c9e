import { sharedEnums } from '../../packages/native-core/schema/shared-enums.ts';
import type { Enumeration } from '../../packages/native-core/schema/types.ts';

const banner = '// Generated from packages/native-core/schema by tools/recordgen. Do not edit.';

export function enumsForTypescript(): string {
  return [banner, ...sharedEnums.map(typescriptEnum)].join('\n') + '\n';
}

export function enumsForCpp(): string {
  const enums = sharedEnums.map(cppEnum).join('\n\n');
  return `${banner}
#pragma once

#include <cstdint>

namespace otel_native {

${enums}

}  // namespace otel_native
`;
}

function typescriptEnum({ name, doc, members }: Enumeration): string {
  const lines = members.flatMap((member) => [
    ...(member.doc === '' ? [] : [`  /** ${member.doc} */`]),
    `  ${member.name.charAt(0).toLowerCase()}${member.name.slice(1)}: ${member.value},`,
  ]);
  return `/** ${doc} */
export const ${name} = {
${lines.join('\n')}
} as const;
export type ${name} = (typeof ${name})[keyof typeof ${name}];`;
}

function cppEnum({ name, doc, members }: Enumeration): string {
  const lines = members.map((member) => {
    const comment = member.doc === '' ? '' : `  ///< ${member.doc}`;
    return `  k${member.name} = ${member.value},${comment}`;
  });
  return `/// ${doc}\nenum class ${name} : std::uint8_t {\n${lines.join('\n')}\n};`;
}
