/** How a process or a worker ends, whatever it records. */
export const waysToEnd = {
  exit: () => process.exit(0),
  exitCode: () => process.exit(7),
  normal: () => {},
  throw: () => {
    throw new Error('uncaught');
  },
  rejection: () => void Promise.reject(new Error('unhandled')),
};

/** The process exits while a flush of the provider is under way. */
export function exitWhileFlushing(provider) {
  provider.forceFlush().catch(() => {});
  setImmediate(() => process.exit(0));
}

/** The application flushes the provider by itself, and ends without an exit. */
export function flushAndKill(provider) {
  provider.flushAtExit();
  process.kill(process.pid, 'SIGKILL');
}
