import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A row of the specification's compliance matrix. */
export interface MatrixRow {
  readonly section: string;
  /** Empty where the section has no groups. */
  readonly group: string;
  readonly feature: string;
  /** Whether the specification leaves it to the implementation. */
  readonly optional?: boolean;
  /** Where the specification says it: a path in its repository, or a URL. */
  readonly spec?: string;
}

/** All rows. */
export function readMatrix(): MatrixRow[] {
  const path = join(import.meta.dirname, '../matrix.json');
  return JSON.parse(readFileSync(path, 'utf8')) as MatrixRow[];
}
