// Ends 200 spans, then the process ends as WAY says.
import { endSpans, makeProvider } from './setup.mjs';
import { exitWhileFlushing, flushAndKill, waysToEnd } from './ways-to-end.mjs';

const ways = {
  ...waysToEnd,
  throwLater: () =>
    setImmediate(() => {
      throw new Error('uncaught');
    }),
  exitWhileFlushing: () => exitWhileFlushing(provider),
  exitWhileShuttingDown: () => {
    void provider.shutdown();
    process.exit(0);
  },
  flushAndKill: () => flushAndKill(provider),
  endInExit: () => {
    process.on('exit', () => endSpans(provider, 'late', 3));
    process.exit(0);
  },
  exitInExit: () => {
    process.on('exit', () => process.exit(3));
    process.exit(0);
  },
};

const provider = makeProvider();
endSpans(provider, 'span', 200);
ways[process.env.WAY]();
