import { quietly } from './quietly';

/**
 * Runs `action` inside of `enter`, which activates a context; without it where the context manager fails before it calls `action`. Returns
 * or throws what `action` does.
 */
export function runInside<T>(enter: (run: () => void) => unknown, action: () => T): T {
  const outcome = { ran: false, threw: false, value: undefined as unknown };
  const run = () => {
    outcome.ran = true;
    try {
      outcome.value = action();
    } catch (error) {
      outcome.threw = true;
      outcome.value = error;
    }
  };
  quietly(() => enter(run));
  if (!outcome.ran) run();
  if (outcome.threw) throw outcome.value;
  return outcome.value as T;
}
