import { join } from 'node:path';
import { runInProcess } from '../run-programs';
import type { ExpressVersion } from './applications';
import { nameHandlersByRoute, type SpanNode } from './differences';

/** An application and requests for it. See run.mjs. */
export interface Program {
  readonly config: Readonly<Record<string, unknown>>;
  readonly layers: readonly object[];
  /** Requests that are made at once, group after group. */
  readonly requests: readonly (readonly object[])[];
}

export interface Recorded {
  readonly outcomes: unknown;
  readonly spans: readonly SpanNode[];
}

export type Side = 'none' | 'official' | 'ours';
export type Manager = 'async-local-storage' | 'native';

/** Runs programs in a process of their own. */
export async function runPrograms(
  side: Side,
  version: ExpressVersion,
  manager: Manager,
  programs: readonly Program[],
): Promise<Recorded[]> {
  return runInProcess([join(__dirname, 'run.mjs'), side, String(version), manager], programs);
}

/** Expects the same answers and the same spans from both sides, and that applications answer as without any. */
export async function expectSame(
  version: ExpressVersion,
  manager: Manager,
  programs: readonly Program[],
): Promise<Recorded[]> {
  const [official, ours, none] = await Promise.all([
    runPrograms('official', version, manager, programs),
    runPrograms('ours', version, manager, programs),
    runPrograms('none', version, manager, programs),
  ]);
  expect(ours).toHaveLength(programs.length);
  programs.forEach((program, index) => {
    const expected = official[index]!.spans.map(nameHandlersByRoute);
    expect({ program, spans: ours[index]!.spans }).toEqual({ program, spans: expected });
    const { outcomes } = ours[index]!;
    expect({ program, outcomes }).toEqual({ program, outcomes: none[index]!.outcomes });
  });
  return ours;
}
