import { formatCourse } from './charts.ts';
import type { Child } from './child.ts';
import { variantTitles } from './comparison.ts';
import type { DemoOptions } from './options.ts';
import { coursesOf } from './over-time.ts';
import { telemetryWithMetrics } from './processes.ts';
import { Progress } from './progress.ts';
import { runTurn, type TurnResult } from './turn.ts';

/** Often, as the turn is short. */
const metricIntervalMillis = 250;

/** One more turn, whose service also exports its metrics. */
export async function runWatched(options: DemoOptions, upstream: Child): Promise<TurnResult> {
  const requests = options.warmup + options.requests;
  const progress = new Progress(requests);
  progress.startTurn(`${variantTitles.native} with metrics`);
  try {
    return await runTurn({
      ...options,
      rounds: 1,
      variant: 'native',
      telemetry: telemetryWithMetrics,
      modelUrl: upstream.url,
      forwardTo: undefined,
      serviceEnv: { OTEL_METRIC_EXPORT_INTERVAL: String(metricIntervalMillis) },
      keepSpans: false,
      onAnswer: () => progress.step(),
    });
  } finally {
    progress.stop();
  }
}

/** Prints how the service did under load. */
export function showCourse({ metrics, requests }: TurnResult): void {
  const courses = coursesOf(metrics);
  if (courses.length === 0) return;
  console.log(`\nThe service over time, by its own metrics, in a turn of ${requests} requests:`);
  for (const course of courses) console.log(`\n${formatCourse(course)}`);
}
