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
  /** Seconds of a round's longest phase; the case's default where absent. */
  readonly seconds: number | undefined;
  /** Requests per second of the phases at a fixed rate; the case's default where absent. */
  readonly rate: number | undefined;
  /** Variants to run, in this order; all of the case where absent. */
  readonly variants: readonly string[] | undefined;
  /** The measured process gets V8's heap options of a container of 256 MB. */
  readonly limit: boolean;
  /** The variants run at the same time where their CPU is not compared. */
  readonly together: boolean;
  /** Every case as short as a run of all of them in half an hour needs. */
  readonly budget: 'full' | 'short';
  /** Where load comes from. */
  readonly load: 'node' | 'locust';
  /** Folder for CPU profiles of the measured process; none are made where absent. */
  readonly profile: string | undefined;
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
      seconds: { type: 'string' },
      rate: { type: 'string' },
      variants: { type: 'string' },
      limit: { type: 'boolean', default: false },
      together: { type: 'boolean', default: false },
      budget: { type: 'string', default: 'full' },
      load: { type: 'string', default: 'node' },
      profile: { type: 'string' },
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
    seconds: positiveInteger('--seconds', values.seconds),
    rate: positiveInteger('--rate', values.rate),
    variants: values.variants?.split(',').map((name) => name.trim()),
    limit: values.limit,
    together: values.together,
    budget: oneOf('--budget', values.budget, ['full', 'short']),
    load: oneOf('--load', values.load, ['node', 'locust']),
    profile: values.profile,
  };
}

function oneOf<const Choice extends string>(
  option: string,
  value: string,
  choices: readonly [Choice, Choice],
): Choice {
  const choice = choices.find((candidate) => candidate === value);
  if (choice !== undefined) return choice;
  throw new Error(`${option} takes ${choices.join(' or ')}, not "${value}"`);
}

function positiveInteger(option: string, value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 1) {
    throw new Error(`${option} takes a whole number from 1, not "${value}"`);
  }
  return number;
}
