/** Signals that end a process which does not handle them, and that are sent to stop services. */
const kEndingSignals: NodeJS.Signals[] = ['SIGTERM', 'SIGINT', 'SIGHUP'];

/** Marks the listeners of all copies of this package: none of them is the application's. */
const kOwnListener = Symbol.for('otel-native.signalListener');

/** What to do before a signal ends the process, or instead where it does not end it. */
export interface SignalActions {
  /** The last that runs. */
  beforeEnd(): Promise<void>;
  /** The process lives on. */
  flush(): Promise<void>;
}

/**
 * Acts before a signal ends the process, and then lets the signal do what it does by itself. An application with a handler
 * of its own decides alone; then this does nothing. A second signal ends the process at once. Not for worker threads,
 * which get no signals.
 * @returns what takes the listeners away
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
      // The kernel drops signals to the first process of a container that has no handler: without us it would live on,
      // and so it does with us.
      if (process.pid === 1) return void actions.flush();
      if (isFlushing) return endProcess();
      // The listener stays until then: listeners that only watch act as soon as they are alone.
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
