/** Signals that end a process which does not handle them, and that are sent to stop services. */
const kEndingSignals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT'];

/**
 * Runs `flush` before SIGTERM or SIGINT ends the process, and then lets the signal do what it does by itself.
 * An application with a handler of its own decides alone; then this does nothing. A second signal ends the process at
 * once. Not for worker threads, which get no signals.
 */
export function flushOnSignals(flush: () => Promise<void>): void {
  for (const signal of kEndingSignals) {
    let isFlushing = false;
    const endProcess = () => {
      process.removeListener(signal, onSignal);
      process.kill(process.pid, signal);
    };
    const onSignal = () => {
      if (process.listenerCount(signal) - watcherCount() > 1) return;
      if (isFlushing) return endProcess();
      // The listener stays until then: listeners that only watch act as soon as they are alone.
      isFlushing = true;
      void flush().finally(endProcess);
    };
    process.on(signal, onSignal);
  }
}

/** How the `signal-exit` package, which many tools contain, shows how many listeners it has per signal. */
interface SignalExitGlobals {
  __signal_exit_emitter__?: { count?: number };
  [key: symbol]: { count?: number } | undefined;
}

/**
 * Listeners that only watch: those of `signal-exit` do nothing while anybody else listens. Without this, it and we
 * would each leave the signal to the other, and the process would not end.
 */
function watcherCount(): number {
  const version3 = (process as unknown as SignalExitGlobals).__signal_exit_emitter__?.count ?? 0;
  const globals = globalThis as unknown as SignalExitGlobals;
  const version4 = globals[Symbol.for('signal-exit emitter')]?.count ?? 0;
  return version3 + version4;
}
