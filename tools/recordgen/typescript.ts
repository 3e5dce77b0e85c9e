import { formatHash, formatVersion } from '../../packages/native-core/schema/index.ts';
import { generatedConstants } from './constants.ts';

export function typescriptModule(): string {
  const lines = generatedConstants().map(
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
