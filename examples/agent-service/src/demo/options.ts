import { parseArgs } from 'node:util';

export interface DemoOptions {
  /** Measured requests per SDK, all rounds together. */
  readonly requests: number;
  /** Requests before them in each round, while V8 compiles. */
  readonly warmup: number;
  readonly concurrency: number;
  /** How often each SDK has its turn. */
  readonly rounds: number;
}

export const usage = `npm run demo -- --requests=2000 --warmup=200 --concurrency=8 --rounds=2`;

/** Throws on what is not a positive whole number, and on unknown options. */
export function parseOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      requests: { type: 'string', default: '2000' },
      warmup: { type: 'string', default: '200' },
      concurrency: { type: 'string', default: '8' },
      rounds: { type: 'string', default: '2' },
    },
  });
  return {
    requests: positive('requests', values.requests),
    warmup: positive('warmup', values.warmup),
    concurrency: positive('concurrency', values.concurrency),
    rounds: positive('rounds', values.rounds),
  };
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value > 0) return value;
  throw new Error(`--${name} must be a positive whole number: ${text}`);
}
