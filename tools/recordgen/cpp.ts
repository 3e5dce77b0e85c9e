import { formatHash, formatVersion } from '../../packages/native-core/schema/index.ts';
import { fieldDoc, generatedConstants, type GeneratedConstant } from './constants.ts';
import type { PlacedField } from './layout.ts';

export function cppHeader(): string {
  const lines = generatedConstants(offset).map(
    ({ name, value, doc }) =>
      `inline constexpr std::uint32_t ${name} = ${value};${doc === '' ? '' : `  // ${doc}`}`,
  );
  return [
    '// Generated from packages/native-core/schema by tools/recordgen. Do not edit.',
    '#pragma once',
    '',
    '#include <cstdint>',
    '',
    'namespace otel_native {',
    '',
    `inline constexpr std::uint32_t kFormatVersion = ${formatVersion};`,
    `inline constexpr char kFormatHash[] = "${formatHash()}";`,
    ...lines,
    '',
    '}  // namespace otel_native',
    '',
  ].join('\n');
}

/** C++ reads single bytes as well: it takes offsets in bytes. */
function offset(field: PlacedField, name: string): GeneratedConstant[] {
  return [{ name: `${name}Offset`, value: field.offset, doc: fieldDoc(field) }];
}
