import {
  ROOT_CONTEXT,
  createContextKey,
  type Context,
  type ContextManager,
} from '@opentelemetry/api';

const key = createContextKey('name of the context');

/** A context that the recorder shows by its name. */
export function named(name: string): Context {
  return ROOT_CONTEXT.setValue(key, name);
}

/** What a scenario saw of a context manager, line by line. */
export class Recorder {
  readonly lines: string[] = [];
  readonly #manager: ContextManager;

  constructor(manager: ContextManager) {
    this.#manager = manager;
  }

  /** Writes down where we are and which context is active there. */
  readonly note = (place: string, ...details: unknown[]): void => {
    const active = this.#manager.active();
    const name = String(active.getValue(key) ?? 'root');
    this.lines.push([`${place}: ${name}`, ...details.map(String)].join(' '));
  };
}
