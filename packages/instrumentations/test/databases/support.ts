import { join } from 'node:path';
import { runNode } from 'test-support/run-node';
import { runInProcess } from '../run-programs';
import type { DatabaseServer } from './server';

const kSides = ['none', 'official', 'ours'] as const;

export type Side = (typeof kSides)[number];
export type Manager = 'async-local-storage' | 'native';

/** A step of a program: a method of the session in `<library>-session.mjs`, with its arguments. */
export interface Step {
  readonly do: string;
  /** Makes the step where no span is active. */
  readonly isRoot?: boolean;
  readonly [argument: string]: unknown;
}

/** See run.mjs. */
export interface Program {
  readonly config: Readonly<Record<string, unknown>>;
  readonly steps: readonly Step[];
  /** Whether all steps are made at once. */
  readonly atOnce?: boolean;
}

export interface SpanNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly status: { readonly code: number; readonly message?: string };
  readonly events: readonly { readonly name: string }[];
  readonly hasEnded: boolean;
  readonly children: readonly SpanNode[];
}

export interface Recorded {
  readonly outcomes: readonly unknown[];
  readonly spans: readonly SpanNode[];
}

/** Runs programs in a process of their own. */
export async function runPrograms(
  library: string,
  side: Side,
  { port }: DatabaseServer,
  programs: readonly Program[],
  manager: Manager = 'native',
): Promise<Recorded[]> {
  // Each side has a database of its own: they run at once.
  const database = String(kSides.indexOf(side));
  const args = [join(__dirname, 'run.mjs'), library, side, manager, String(port), database];
  return runInProcess(args, programs);
}

/**
 * Expects the same outcomes and the same spans from both sides, and that steps end as without any, where context managers
 * make no difference.
 */
export async function expectSame(
  library: string,
  server: DatabaseServer,
  programs: readonly Program[],
  manager: Manager,
): Promise<Recorded[]> {
  const run = (side: Side) => runPrograms(library, side, server, programs, manager);
  const [official, ours, none] = await Promise.all([
    run('official'),
    run('ours'),
    manager === 'native' ? run('none') : undefined,
  ]);
  expect(ours).toHaveLength(programs.length);
  programs.forEach((program, index) => {
    expect({ program, ...ours[index]! }).toEqual({ program, ...official[index]! });
    if (none === undefined) return;
    const { outcomes } = ours[index]!;
    expect({ program, outcomes }).toEqual({ program, outcomes: none[index]!.outcomes });
  });
  return ours;
}

/** Returns all spans of the library in a program, which are below the spans of its steps. */
export function librarySpans({ spans }: Recorded): SpanNode[] {
  return spans.flatMap(withDescendants).filter(({ attributes }) => 'db.system.name' in attributes);
}

function withDescendants(node: SpanNode): SpanNode[] {
  return [node, ...node.children.flatMap(withDescendants)];
}

/** Runs a program of this folder, and returns what it prints as JSON. */
export async function runScript<Printed>(name: string, ...args: string[]): Promise<Printed> {
  const { code, stdout, stderr } = await runNode([join(__dirname, name), ...args]);
  if (code !== 0) throw new Error(`${name} failed: ${stderr}`);
  return JSON.parse(stdout) as Printed;
}
