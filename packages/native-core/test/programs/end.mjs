// Ends 200 spans, then the process ends as WAY says.
import { endSpans, makeProvider } from './setup.mjs';

const ways = {
  exit: () => process.exit(0),
  exitCode: () => process.exit(7),
  normal: () => {},
  throw: () => {
    throw new Error('uncaught');
  },
  rejection: () => void Promise.reject(new Error('unhandled')),
  throwLater: () =>
    setImmediate(() => {
      throw new Error('uncaught');
    }),
  exitWhileFlushing: () => {
    provider.forceFlush().catch(() => {});
    setImmediate(() => process.exit(0));
  },
  exitWhileShuttingDown: () => {
    void provider.shutdown();
    process.exit(0);
  },
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
