import type { CodeBlock } from './markdown.ts';

export interface PlacedBlock extends CodeBlock {
  /** Relative to the root of the repository. */
  readonly page: string;
}

/** `page:line: message`, for a line of the block, from 0. */
export function problemAt({ page, line }: PlacedBlock, within: number, message: string): string {
  return `${page}:${line + within}: ${message}`;
}
