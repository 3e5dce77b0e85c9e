import { join } from 'node:path';
import { Authority } from 'test-support/authority';
import { runNode } from 'test-support/run-node';
import { runInProcess } from './run-programs';

/** A program of requests. See traffic/run.mjs. */
export interface Program {
  readonly config: Readonly<Record<string, unknown>>;
  /** Requests that are made at once, group after group. */
  readonly groups: readonly (readonly object[])[];
}

export type Side = 'official' | 'ours';

/** What one program made. */
export interface Recorded {
  readonly outcomes: unknown;
  readonly spans: readonly {
    name: string;
    kind: number;
    attributes: Record<string, unknown>;
    parent: string;
  }[];
  readonly metrics: readonly { name: string; attributes: Record<string, unknown> }[];
  readonly received: unknown;
}

/** Variables of the process that runs programs. */
type Environment = Readonly<Record<string, string>>;

/** Lets servers of programs speak TLS, and clients trust them. */
export function overTls(): Environment {
  const authority = new Authority();
  const { certFile, keyFile } = authority.issue();
  return {
    TEST_CERTIFICATE: certFile,
    TEST_KEY: keyFile,
    NODE_EXTRA_CA_CERTS: authority.certFile,
  };
}

/** Runs programs in a process of their own. */
export async function runPrograms(
  library: string,
  side: Side,
  manager: string,
  programs: readonly Program[],
  env: Environment = {},
): Promise<Recorded[]> {
  const args = [join(__dirname, 'traffic/run.mjs'), library, side, manager];
  return runInProcess(args, programs, env);
}

/** Expects that both sides record the same for each program. */
export async function expectSame(
  library: string,
  manager: string,
  programs: readonly Program[],
  env: Environment = {},
): Promise<Recorded[]> {
  const [official, ours] = await Promise.all([
    runPrograms(library, 'official', manager, programs, env),
    runPrograms(library, 'ours', manager, programs, env),
  ]);
  expect(ours).toHaveLength(programs.length);
  programs.forEach((program, index) => {
    const compared = (recorded: Recorded) => ({ program, ...withoutScopes(recorded) });
    expect(compared(ours[index]!)).toEqual(compared(official[index]!));
  });
  return ours;
}

/** Scopes have the names of their packages. */
function withoutScopes(recorded: Recorded): object {
  return { ...recorded, spans: recorded.spans.map((span) => ({ ...span, scope: undefined })) };
}

/** Runs a program of test/programs, and returns what it printed. Variables of its process come last. */
export async function runProgram<Printed>(
  name: string,
  ...args: readonly (string | Environment)[]
): Promise<Printed> {
  const texts = args.filter((arg) => typeof arg === 'string');
  const env = args.find((arg) => typeof arg === 'object') ?? {};
  const script = join(__dirname, 'programs', name);
  const { code, stdout, stderr } = await runNode([script, ...texts], { env });
  if (code !== 0) throw new Error(`${name} failed: ${stderr}`);
  return JSON.parse(stdout) as Printed;
}
