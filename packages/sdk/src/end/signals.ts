/** Signals that stop services and that end a process by default. */
const kEndingSignals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** Marks the listeners of all copies of this package, so that they do not count as the application's. */
const kOwnListener = Symbol.for('otel-native.signalListener');

/** What to do before a signal ends the process, or instead if the signal does not end it. */
export interface SignalActions {
  /** The last call before the process ends. */
  beforeEnd(): Promise<void>;
  /** Called if the process continues. */
  flush(): Promise<void>;
}

/**
 * Acts before a signal ends the process, then raises the signal again for its default effect. Does nothing if the
 * application has its own handler, which decides alone. A second signal ends the process at once. Useless in worker
 * threads, which receive no signals.
 * @returns a function that removes the listeners
 */
export function handleSignals(actions: SignalActions): () => void {
  const stops = kEndingSignals.map((signal) => handleSignal(signal, actions));
  return () => stops.forEach((stop) => stop());
}

function handleSignal(signal: NodeJS.Signals, actions: SignalActions): () => void {
  let isFlushing = false;
  const stop = () => void process.removeListener(signal, onSignal);
  const endProcess = () => {
    stop();
    process.kill(process.pid, signal);
  };
  const onSignal = Object.assign(
    () => {
      if (applicationListens(signal)) return;
      // The kernel drops signals without a handler for the first process of a container. Without this SDK the process
      // would continue, so it continues here too.
      if (process.pid === 1) return void actions.flush();
      if (isFlushing) return endProcess();
      // Keep the listener until then: listeners that only watch act as soon as they are the only ones.
      isFlushing = true;
      void actions.beforeEnd().finally(endProcess);
    },
    { [kOwnListener]: true },
  );
  process.on(signal, onSignal);
  return stop;
}

function applicationListens(signal: NodeJS.Signals): boolean {
  const others = process.listeners(signal).filter((listener) => !(kOwnListener in listener));
  return others.length > watcherCount();
}

/** The globals through which `signal-exit`, a package in many tools, exposes its number of listeners per signal. */
interface SignalExitGlobals {
  __signal_exit_emitter__?: { count?: number };
  [key: symbol]: { count?: number } | undefined;
}

/**
 * Counts the listeners of `signal-exit`, which do nothing while anybody else listens. Without this count, that package
 * and this one would each leave the signal to the other, and the process would not end.
 */
function watcherCount(): number {
  const version3 = (process as unknown as SignalExitGlobals).__signal_exit_emitter__?.count ?? 0;
  const globals = globalThis as unknown as SignalExitGlobals;
  const version4 = globals[Symbol.for('signal-exit emitter')]?.count ?? 0;
  return version3 + version4;
}
