/** What the export engine can do that it could not always do. */
export interface Engine {
  /** Native threads speak TLS. Without it `https:` goes through Node's own network stack, and needs the event loop. */
  readonly tls: boolean;
  /** Certificates and keys that were replaced on disk are taken at the next connection. */
  readonly reloads: boolean;
  /** A receiver that hangs holds up no pipeline that sends to another. */
  readonly independent: boolean;
  /** Several requests of a pipeline are in flight at the same time. */
  readonly parallel: boolean;
  /** A batch that a receiver cannot take is halved until the item is found that it is about. */
  readonly splits: boolean;
}

/**
 * What the engine in this repository can do. Set to true here what has landed, and nowhere else: `shortcomings.ts` then no
 * longer excuses what was missing.
 */
export const kEngine: Engine = {
  tls: true,
  reloads: true,
  independent: true,
  parallel: true,
  splits: true,
};

/** @param list names with commas, for an engine that can do these as well */
export function engineWith(list: string): Engine {
  const engine: Record<keyof Engine, boolean> = { ...kEngine };
  for (const name of list.split(',').filter(Boolean)) {
    if (!isAbility(name)) throw new TypeError(`--engine ${name}: there are ${abilities()}`);
    engine[name] = true;
  }
  return engine;
}

function isAbility(name: string): name is keyof Engine {
  return Object.hasOwn(kEngine, name);
}

function abilities(): string {
  return Object.keys(kEngine).join(', ');
}
