import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { environmentVariables } from '../../src/environment/variables.ts';

/** The values that every variable is set to. */
export const kValues = {
  empty: '',
  garbage: '%%nonsense: of=no,kind',
  negative: '-5',
  huge: '1e30',
  padded: ' 7 ',
  unit: '10s',
} as const;

export type ValueName = keyof typeof kValues;

/**
 * For each variable and value: `throws`, or the differences from a start without it, followed by `loud` if something is
 * logged.
 */
export type OutcomeTable = Record<string, Record<ValueName, string>>;

interface Outcome {
  readonly thrown?: string;
  readonly said: readonly string[];
  readonly seen?: Record<string, unknown>;
}

const applications = join(import.meta.dirname, '../applications');
const names = Object.keys(kValues) as ValueName[];

/** Variables that both SDKs read. */
export const commonVariables: readonly string[] = environmentVariables
  .map(({ name }) => name)
  .filter((name) => !name.startsWith('OTEL_NATIVE_'));

/** Starts an SDK with each value of each variable, in one process. */
export function outcomesOf(packageName: string): OutcomeTable {
  const settings = commonVariables.flatMap((variable) =>
    names.map((value) => ({ [variable]: kValues[value] })),
  );
  // Messages that only the first start of a process logs do not concern the variable.
  const [, usual, ...outcomes] = run(packageName, [{}, {}, ...settings]);
  const shown = outcomes.map((outcome) => textOf(outcome, usual!));
  return Object.fromEntries(
    commonVariables.map((variable, i) => [
      variable,
      Object.fromEntries(names.map((name, j) => [name, shown[i * names.length + j]])),
    ]),
  ) as OutcomeTable;
}

function run(packageName: string, settings: Record<string, string>[]): Outcome[] {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  const { stdout, stderr } = spawnSync(process.execPath, ['wrong-variables.cjs', packageName], {
    cwd: applications,
    env: Object.fromEntries(inherited),
    input: JSON.stringify(settings),
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout) as Outcome[];
}

function textOf({ thrown, said, seen }: Outcome, usual: Outcome): string {
  const changes = Object.entries(usual.seen!)
    .filter(([key, value]) => seen?.[key] !== value)
    .map(([key]) => `${key} ${String(seen?.[key])}`);
  const parts = thrown === undefined ? changes : ['throws'];
  const isLoud = said.some((line) => !usual.said.includes(line));
  return [...(parts.length > 0 ? parts : ['as unset']), ...(isLoud ? ['loud'] : [])].join(', ');
}
