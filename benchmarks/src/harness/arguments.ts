import { parseArgs } from 'node:util';

/** What `npm run bench -- <case> …` was asked for. */
export interface BenchArguments {
  readonly caseName: string;
  /** The summary as one JSON object on the last line of stdout; everything else goes to stderr. */
  readonly json: boolean;
  /** Rounds per variant; the case's default where absent. */
  readonly rounds: number | undefined;
  /** Turns per round; the case's default where absent. */
  readonly turns: number | undefined;
  /** Major version of the Node to run with; the one that runs where absent. */
  readonly node: number | undefined;
}

/** Throws an `Error` whose message says what is wrong with the command line. */
export function parseBenchArguments(argv: readonly string[]): BenchArguments {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      rounds: { type: 'string' },
      turns: { type: 'string' },
      node: { type: 'string' },
    },
  });
  const [caseName, ...rest] = positionals;
  if (caseName === undefined || rest.length > 0) throw new Error('exactly one case is needed');
  return {
    caseName,
    json: values.json,
    rounds: positiveInteger('--rounds', values.rounds),
    turns: positiveInteger('--turns', values.turns),
    node: positiveInteger('--node', values.node),
  };
}

function positiveInteger(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new Error(`${option} takes a whole number from 1, not "${value}"`);
  }
  return number;
}
