/**
 * The application that is watched: ends spans and records metrics with our SDK at a steady rate, then flushes, ends as it is
 * told, and leaves behind what it did. It speaks to nobody while it runs.
 */
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { RecordingThread } from './recording-thread.ts';
import { settingsFromEnvironment, type Report, type ThreadReport } from './report.ts';

const kMicrosPerSecond = 1e6;
const settings = settingsFromEnvironment();
const thread = new RecordingThread(settings);

let maxRssBytes = 0;
const workMs: number[] = [];

/** What so many of the pieces of work took at most, without the first tenth, in which V8 compiles. */
function workQuantileMs(share: number): number {
  const sorted = Float64Array.from(workMs.slice(workMs.length / 10)).sort();
  return sorted[Math.ceil((sorted.length - 1) * share)] ?? 0;
}

function cpuSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / kMicrosPerSecond;
}

let workers: ThreadReport[] = [];
let cpuBeforeEnd = 0;

// After the SDK's own: what this reports is what there was when everything was over.
process.on('exit', () => {
  const report: Report = {
    threads: [thread.report(), ...workers],
    cpuSeconds: { least: cpuBeforeEnd, most: cpuSeconds() },
    startRssBytes,
    maxRssBytes,
    p99WorkMs: workQuantileMs(0.99),
    maxWorkMs: workQuantileMs(1),
  };
  writeFileSync(settings.reportFile, JSON.stringify(report));
});

const startRssBytes = process.memoryUsage.rss();
const workerReports = Array.from({ length: settings.workers }, async () => {
  const [report] = (await once(new Worker(new URL('worker.ts', import.meta.url)), 'message')) as [
    ThreadReport,
  ];
  return report;
});
await thread.work((lateMs) => {
  workMs.push(lateMs);
  maxRssBytes = Math.max(maxRssBytes, process.memoryUsage.rss());
});
workers = await Promise.all(workerReports);
cpuBeforeEnd = cpuSeconds();
if (settings.ending === 'exit') process.exit(0);
if (settings.ending === 'flush') await thread.flush();
await thread.shutdown();
