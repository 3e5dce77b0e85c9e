import { formatCourse } from './charts.ts';
import type { Child } from './child.ts';
import { variantTitles } from './comparison.ts';
import type { DemoOptions } from './options.ts';
import { coursesOf } from './over-time.ts';
import { Progress } from './progress.ts';
import { formatTrace, typicalTrace } from './trace-tree.ts';
import { runTurn, type TurnResult } from './turn.ts';

/**
 * What an operator sets to have metrics of the process, its container and Node.js; here often, as the turn is short.
 * Logs would be on without a word.
 */
const allSignals = {
  OTEL_LOGS_EXPORTER: 'otlp',
  OTEL_METRICS_EXPORTER: 'otlp',
  OTEL_METRIC_EXPORT_INTERVAL: '250',
  OTEL_METRIC_EXPORT_TIMEOUT: '250',
  OTEL_NATIVE_SYSTEM_METRICS: 'true',
};

/** One more turn, whose service also exports its metrics and logs. */
export async function runWatched(options: DemoOptions, upstream: Child): Promise<TurnResult> {
  const requests = options.warmup + options.requests;
  const progress = new Progress(requests);
  progress.startTurn(`${variantTitles.native} with metrics and logs`);
  try {
    return await runTurn({
      ...options,
      rounds: 1,
      variant: 'native',
      modelUrl: upstream.url,
      forwardTo: undefined,
      serviceEnv: allSignals,
      keepSpans: true,
      onAnswer: () => progress.step(),
    });
  } finally {
    progress.stop();
  }
}

/** Prints a trace, with the log records under their spans. */
export function showRequest({ spans, logs }: TurnResult): void {
  if (spans.length === 0) return;
  const trace = formatTrace(typicalTrace(spans), logs);
  console.log(`\nOne request, with its log records:\n\n${trace}`);
}

/** Prints how the service did under load. */
export function showCourse({ metrics, requests }: TurnResult): void {
  const courses = coursesOf(metrics);
  if (courses.length === 0) return;
  console.log(`\nThe service over time, by its own metrics, in a turn of ${requests} requests:`);
  for (const course of courses) console.log(`\n${formatCourse(course)}`);
}
