/** Values that a message between processes cannot carry are described: their kind, and what they hold. */
export type Described =
  | string
  | number
  | boolean
  | null
  | undefined
  | bigint
  | Described[]
  | { readonly kind: 'map'; readonly entries: [string, Described][] }
  | {
      readonly kind: 'error';
      readonly name: string;
      readonly message: string;
      readonly entries: [string, Described][];
    }
  | { readonly kind: 'date' | 'class' | 'function' | 'symbol' | 'cycle' | 'bytes' | 'long' };

class Account {
  readonly owner = 'me';
  toString(): string {
    return 'an account';
  }
}

/** Makes the value. Equal descriptions make equal values, errors with equal stacks. */
export function make(described: Described): unknown {
  if (typeof described !== 'object' || described === null) return described;
  if (Array.isArray(described)) return described.map(make);
  switch (described.kind) {
    case 'map':
      return mapOf(described.entries);
    case 'error':
      return errorOf(described);
    case 'date':
      return new Date(1_700_000_000_000);
    case 'class':
      return new Account();
    case 'function':
      return () => 1;
    case 'symbol':
      return Symbol('one');
    case 'bytes':
      return new Uint8Array([1, 2, 255]);
    case 'long':
      return 'x'.repeat(3_000);
    case 'cycle': {
      const cycle: Record<string, unknown> = { a: 1 };
      cycle['self'] = [cycle];
      return cycle;
    }
  }
}

export function mapOf(entries: readonly [string, Described][]): Record<string, unknown> {
  return Object.fromEntries(entries.map(([key, value]) => [key, make(value)]));
}

function errorOf({
  name,
  message,
  entries,
}: Extract<Described, { kind: 'error' }>): Error & Record<string, unknown> {
  const classes: Record<string, ErrorConstructor> = { TypeError, RangeError };
  const error = new (classes[name] ?? Error)(message);
  error.stack = `${name}: ${message}\n    at somewhere (file.js:1:2)`;
  return Object.assign(error, mapOf(entries));
}
