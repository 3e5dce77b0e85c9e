import { formatHash, formatVersion } from '../../packages/native-core/schema/index.ts';
import { generatedConstants } from './constants.ts';

export function cppHeader(): string {
  const lines = generatedConstants().map(
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
