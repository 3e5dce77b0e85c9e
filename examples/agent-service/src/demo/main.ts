import type { Child } from './child.ts';
import { checkCollector, collectorEndpoint, collectorHeaders } from './collector-endpoint.ts';
import { addUp, formatComparison, variantTitles, type VariantTotals } from './comparison.ts';
import { parseOptions, usage, type DemoOptions } from './options.ts';
import { startUpstream, variants, type Variant } from './processes.ts';
import { Progress } from './progress.ts';
import { runTurn, type TurnResult } from './turn.ts';
import { runWatched, showCourse, showRequest } from './watched-turn.ts';

interface Turn {
  readonly variant: Variant;
  readonly result: TurnResult;
}

try {
  const options = parseOptions(process.argv.slice(2));
  const collector = collectorEndpoint(process.env);
  if (collector !== undefined) await checkCollector(collector);
  endOnSignal();
  announce(options, collector);
  const upstream = await startUpstream();
  try {
    const isWell = report(await runTurns(options, upstream, collector));
    const watched = await runWatched(options, upstream);
    showRequest(watched);
    showCourse(watched);
    process.exitCode = isWell ? 0 : 1;
  } finally {
    await upstream.stop();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  if ((error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS')) console.error(usage);
  process.exitCode = 1;
}

function announce(options: DemoOptions, collector: URL | undefined): void {
  const { requests, warmup, concurrency, rounds } = options;
  console.log(`An agent service answers ${requests} requests per SDK, ${concurrency} at a time,`);
  console.log(`in ${rounds} turns of a fresh process each, after ${warmup} requests of warm-up.`);
  if (collector === undefined) return;
  console.log(`Spans pass through the demo's receiver, which counts them, to ${collector.href};`);
  console.log(`received are those for which the Collector answered with success.`);
}

/** The SDKs take turns, in an order that is turned round every time, so that none always comes first. */
async function runTurns(
  options: DemoOptions,
  upstream: Child,
  forwardTo: URL | undefined,
): Promise<Turn[]> {
  const requestsPerTurn = options.warmup + Math.ceil(options.requests / options.rounds);
  const progress = new Progress(requestsPerTurn * options.rounds * variants.length);
  const turns: Turn[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      const order = round % 2 === 1 ? variants : variants.toReversed();
      for (const variant of order) {
        progress.startTurn(`${variantTitles[variant]}, turn ${round} of ${options.rounds}`);
        const result = await runTurn({
          ...options,
          variant,
          modelUrl: upstream.url,
          forwardTo,
          serviceEnv: collectorHeaders(process.env),
          keepSpans: false,
          onAnswer: () => progress.step(),
        });
        turns.push({ variant, result });
      }
    }
  } finally {
    progress.stop();
  }
  return turns;
}

/** Prints the table. False when a span of ours was lost. */
function report(turns: readonly Turn[]): boolean {
  const totals = variants.map((variant) => {
    const results = turns.filter((turn) => turn.variant === variant).map((turn) => turn.result);
    return addUp(variant, results);
  });
  console.log(`\nAll requests:\n\n${formatComparison(totals)}`);
  console.log('Requests and spans include the warm-up. CPU is that of all threads of the service,');
  console.log('without the warm-up, until everything was exported.');
  return totals.map(reportLosses).every((isWell) => isWell);
}

function reportLosses(totals: VariantTotals): boolean {
  const { variant, spansLost, lastError } = totals;
  if (variant === 'none' || (spansLost === 0 && totals.spansEnded > 0)) return true;
  const reason = lastError === '' ? '' : ` (${lastError})`;
  const problem = totals.spansEnded === 0 ? 'made no spans' : `lost ${spansLost} spans`;
  console.error(`${variantTitles[variant]} ${problem}${reason}`);
  return variant !== 'native';
}

/** Ending is enough: the other processes end when their channel to this one closes. */
function endOnSignal(): void {
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;
  for (const [signal, exitCode] of Object.entries(exitCodes)) {
    process.once(signal, () => {
      // The progress bar had hidden the cursor.
      process.stderr.write('\u001B[?25h\n');
      process.exit(exitCode);
    });
  }
}
