import { formatHash, formatVersion } from '../../packages/native-core/schema/index.ts';
import { fieldDoc, generatedConstants, type GeneratedConstant } from './constants.ts';
import type { PlacedField } from './layout.ts';

export function typescriptModule(): string {
  const lines = generatedConstants(wordAndShift).map(
    ({ name, value, doc }) =>
      `${doc === '' ? '' : `/** ${doc} */\n`}export const ${name} = ${value};`,
  );
  return [
    '// Generated from packages/native-core/schema by tools/recordgen. Do not edit.',
    `export const kFormatVersion = ${formatVersion};`,
    `export const kFormatHash = '${formatHash()}';`,
    ...lines,
    '',
  ].join('\n');
}

/** JavaScript writes whole words: it takes their index, and of single bytes how far they are shifted in theirs. */
function wordAndShift(field: PlacedField, name: string): GeneratedConstant[] {
  const word = { name: `${name}Word`, value: Math.floor(field.offset / 4), doc: fieldDoc(field) };
  if (field.type !== 'u8') return [word];
  return [word, { name: `${name}Shift`, value: (field.offset % 4) * 8, doc: 'bits' }];
}
