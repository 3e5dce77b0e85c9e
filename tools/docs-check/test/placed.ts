import type { PlacedBlock } from '../src/placed-block.ts';

/** A block that begins in line 7 of a page of the root. */
export function block(language: string, code: string, mark?: string): PlacedBlock {
  const placed = { page: 'page.md', line: 7, language, code };
  return mark === undefined ? placed : { ...placed, mark };
}
