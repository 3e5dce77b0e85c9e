import { join } from 'node:path';
import { runNode } from 'test-support/run-node';

/** What a program of `test/programs` reports. */
export interface Report {
  readonly records: {
    readonly body: unknown;
    readonly severityNumber: number;
    readonly severityText: string;
    readonly attributes: Record<string, unknown>;
    readonly spanId: string;
    readonly scope: string;
  }[];
  /** What loggers printed. */
  readonly lines: string[];
  /** Warnings and errors that were logged. */
  readonly diagnostics: string[];
  readonly [more: string]: unknown;
}

/** Runs a program with the name of a scenario, and what this needs. Throws with what it printed if it fails. */
export async function runProgram(
  name: string,
  scenario: string,
  ...more: string[]
): Promise<Report> {
  const { code, stdout, stderr } = await runNode([
    join(__dirname, '../programs', name),
    scenario,
    ...more,
  ]);
  const last = stdout.trim().split('\n').at(-1) ?? '';
  if (code !== 0 || !last.startsWith('{'))
    throw new Error(`${name} ${[scenario, ...more].join(' ')}: ${stdout}${stderr}`);
  return JSON.parse(last) as Report;
}
