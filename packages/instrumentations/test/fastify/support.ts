import { join } from 'node:path';
import { runInProcess } from '../run-programs';

/** An application and requests for it. See run.mjs. */
export interface Program {
  readonly config: Readonly<Record<string, unknown>>;
  readonly scope: object;
  /** Requests that are made at once, group after group. */
  readonly requests: readonly (readonly object[])[];
  readonly isWithinServerSpan: boolean;
}

export interface SpanNode {
  readonly name: string;
  readonly children: readonly SpanNode[];
}

export interface Recorded {
  readonly outcomes: unknown;
  readonly spans: readonly SpanNode[];
}

export type Manager = 'async-local-storage' | 'native';

/** Runs programs in a process of their own. */
async function runPrograms(
  side: 'none' | 'official' | 'ours',
  manager: Manager,
  programs: readonly Program[],
): Promise<Recorded[]> {
  return runInProcess([join(__dirname, 'run.mjs'), side, manager], programs);
}

/** Expects the same spans from both sides, and that applications answer as without any. */
export async function expectSame(
  manager: Manager,
  programs: readonly Program[],
): Promise<Recorded[]> {
  const [official, ours, none] = await Promise.all([
    runPrograms('official', manager, programs),
    runPrograms('ours', manager, programs),
    runPrograms('none', manager, programs),
  ]);
  expect(ours).toHaveLength(programs.length);
  programs.forEach((program, index) => {
    const { outcomes, spans } = ours[index]!;
    expect({ program, spans }).toEqual({ program, spans: official[index]!.spans });
    expect({ program, outcomes }).toEqual({ program, outcomes: none[index]!.outcomes });
  });
  return ours;
}

export function namesIn({ name, children }: SpanNode): string[] {
  return [name, ...children.flatMap(namesIn)];
}
