import type { AddonName, Outcome, Report } from './outcome.ts';
import type { Platform } from './platform.ts';

const kSpansPerTask = 20;

/** What did not go as it should, one line each. */
export function problemsOf(outcome: Outcome, platform: Platform): string[] {
  const problems = endProblems(outcome);
  if (outcome.report === undefined) return problems;
  return [
    ...problems,
    ...addonProblems(outcome.report, platform),
    ...contextProblems(outcome.report, platform),
    ...spanProblems(outcome),
    ...metricProblems(outcome, platform),
    ...lineProblems(outcome, platform),
  ];
}

function endProblems({ end, report, lines }: Outcome): string[] {
  if (end === 0 && report !== undefined) return [];
  return [`ended with ${end}: ${lines.slice(0, 8).join(' | ')}`];
}

function addonProblems({ addons }: Report, { target, missing = [] }: Platform): string[] {
  return Object.entries(addons).flatMap(([name, { path, error }]) => {
    if (missing.includes(name as AddonName))
      return error === undefined ? [`${name} was loaded, from ${path}`] : [];
    if (path?.includes(`/prebuilds/${target}/`)) return [];
    return [`${name} was loaded from ${path ?? `nowhere: ${error}`}`];
  });
}

function contextProblems(report: Report, platform: Platform): string[] {
  const expected = platform.contextMode ?? 'native-frame';
  const { contextMistakes, contextMode } = report;
  return [
    ...(contextMistakes === 0 ? [] : [`${contextMistakes} times another span was active`]),
    ...(contextMode === expected ? [] : [`the context is in ${contextMode}, not ${expected}`]),
  ];
}

function spanProblems({ spans, expectedSpans }: Outcome): string[] {
  const ids = new Set(spans.map(({ spanId }) => spanId));
  const tasks = new Set(spans.filter(({ name }) => name === 'task').map(({ spanId }) => spanId));
  const orphans = spans.filter(
    ({ name, parentSpanId }) => name === 'step' && !tasks.has(parentSpanId),
  );
  return [
    ...(ids.size === expectedSpans && spans.length === expectedSpans
      ? []
      : [`${spans.length} spans were received, ${ids.size} different ones, of ${expectedSpans}`]),
    ...(orphans.length === 0
      ? []
      : [`${orphans.length} spans have another parent than their task`]),
  ];
}

function metricProblems({ metrics, expectedSpans }: Outcome, { missing }: Platform): string[] {
  const tasks = metrics['platforms.tasks'];
  const ofSystem = missing?.includes('metrics') ? [] : ['process.cpu.time', 'process.memory.usage'];
  return [
    ...(tasks === expectedSpans / kSpansPerTask ? [] : [`platforms.tasks is ${tasks}`]),
    ...['platforms.sizes', ...ofSystem]
      .filter((name) => !(name in metrics))
      .map((name) => `the metric ${name} was not received`),
  ];
}

/** The line that every start prints at `info`. */
const kStartLine = 'otel-native info: started';

function lineProblems({ lines }: Outcome, { logLevel, missing }: Platform): string[] {
  const unexpected = lines.filter((line) => !line.startsWith(kStartLine));
  const isAsExpected = expectedLines(logLevel, missing).every((text) => {
    const index = unexpected.findIndex((line) => line.includes(text));
    if (index >= 0) unexpected.splice(index, 1);
    return index >= 0;
  });
  if (isAsExpected && unexpected.length === 0) return [];
  return [`printed ${lines.length} lines: ${lines.slice(0, 4).join(' | ')}`];
}

/** What is missing is said once. */
function expectedLines(logLevel: string | undefined, missing: readonly AddonName[] = []): string[] {
  return [
    ...(logLevel === undefined ? [] : ['Contexts go through AsyncLocalStorage']),
    ...(missing.includes('metrics') ? ['system metrics: only those of nodejs and v8js'] : []),
  ];
}
