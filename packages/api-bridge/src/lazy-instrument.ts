import type { Counter, Histogram } from '@opentelemetry/api';

/** Works as counter and as histogram; the type of each maker shows only one of them. */
export type AnyInstrument = Counter & Histogram;

/** Names the function that returns the instrument of the SDK that is registered now. */
export const kReal = Symbol('real');

export interface LazyInstrument extends AnyInstrument {
  readonly [kReal]: () => AnyInstrument;
}

export function lazyInstrument(real: () => AnyInstrument): LazyInstrument {
  real();
  return {
    [kReal]: real,
    add: (...args) => real().add(...args),
    record: (...args) => real().record(...args),
  };
}
