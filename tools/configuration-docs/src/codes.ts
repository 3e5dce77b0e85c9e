import {
  errorCodes,
  logCodes,
  processWarningCodes,
  type Code,
} from '../../../packages/api-bridge/schema/codes.ts';
import { aligned } from './table.ts';

export function codesModule(): string {
  return `// Generated from packages/api-bridge/schema/codes.ts. Do not edit.

/** Why something could not be made or done. https://nodejs.org/api/errors.html#errorcode */
export type OtelNativeErrorCode =
${union(errorCodes)};

/** What the SDK says about itself, once, as a process warning. */
export type OtelNativeWarningCode =
${union(processWarningCodes)};
`;
}

function union(codes: readonly Code[]): string {
  return codes
    .map(({ code, meaning }) => `  /** ${capitalised(meaning)}. */\n  | '${code}'`)
    .join('\n');
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The page with its tables of codes, each between `<!-- NAME -->` and `<!-- end -->`, as they are now. */
export function pageWithCodes(page: string): string {
  const tables = {
    'codes of errors': errorCodes,
    'codes of warnings': processWarningCodes,
    'codes in the log': logCodes,
  };
  return Object.entries(tables).reduce((text, [name, codes]) => {
    const place = new RegExp(`(<!-- ${name} -->\n)[^]*?(\n<!-- end -->)`);
    if (!place.test(text)) throw new Error(`docs/troubleshooting.md has no place for ${name}`);
    return text.replace(
      place,
      (_all, begin: string, end: string) => `${begin}\n${codeTable(codes)}\n${end}`,
    );
  }, page);
}

function codeTable(codes: readonly Code[]): string {
  const rows = codes.map(({ code, meaning, remedy }) => [`\`${code}\``, meaning, remedy]);
  return aligned([['`code`', 'meaning', 'what helps'], ...rows]);
}
