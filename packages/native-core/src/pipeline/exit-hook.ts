/** Something that still has a word to say when the process exits. */
export interface ExitListener {
  /** @param elapsedMillis what earlier listeners took of the time that the exit may wait */
  flushAtExit(elapsedMillis: number): void;
}

const listeners = new Set<ExitListener>();

function onExit(): void {
  const begin = performance.now();
  for (const listener of listeners) listener.flushAtExit(performance.now() - begin);
}

/** Calls `listener.flushAtExit` at `process.exit()`, after an uncaught exception and at a normal end. */
export function addExitListener(listener: ExitListener): void {
  if (listeners.size === 0) process.on('exit', onExit);
  listeners.add(listener);
}

export function removeExitListener(listener: ExitListener): void {
  if (listeners.delete(listener) && listeners.size === 0) process.removeListener('exit', onExit);
}
