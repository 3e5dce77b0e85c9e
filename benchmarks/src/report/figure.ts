import type { Environment } from '../harness/environment.ts';
import type { Size } from './draw.ts';

/** Drawn twice: text of a wide drawing cannot be read once a phone has shrunk it. */
export type Format = 'wide' | 'narrow';
export const widths: Readonly<Record<Format, number>> = { wide: 760, narrow: 328 };

/** A drawing with all that a reader needs to believe it. */
export interface Figure {
  /** Name of its file, without extension. */
  readonly id: string;
  readonly title: string;
  /** What is compared, in a sentence or two. */
  readonly caption: string;
  /** The command that measures the numbers. */
  readonly command: string;
  readonly environment: Environment;
  render(format: Format): string;
}

/** Rows of text; the first is the head, and in each row the first cell names it. */
export interface Table {
  readonly id: string;
  readonly title: string;
  readonly caption: string;
  readonly command: string;
  readonly environment: Environment;
  readonly rows: readonly (readonly string[])[];
}

export function sizeOf(format: Format, height: number): Size {
  return { width: widths[format], height };
}

/** The command of a case, for captions. */
export function benchCommand(caseName: string): string {
  return `npm run bench -- ${caseName}`;
}
