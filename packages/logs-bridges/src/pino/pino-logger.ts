/** A pino stream: pino calls `write` alone. */
export interface PinoStream {
  write(line: string): unknown;
}

/** Makes fields that pino adds to a line. */
export type Mixin = (context: object, level: number, ...rest: unknown[]) => object;

/** Makes a line. */
export type MakeLine = (
  this: unknown,
  object: object,
  message: unknown,
  level: number,
  time: string,
) => string;

/** The part of a pino logger that the bridge uses. */
export interface PinoLogger {
  readonly levels: {
    readonly labels: Readonly<Record<number, string>>;
    readonly values: Readonly<Record<string, number>>;
  };
}

/** What pino keeps behind symbols of its own. */
interface Internals {
  stream: PinoStream;
  mixin: Mixin | undefined;
  /** Returns the beginning of a line after its level, `,"time":…`, or nothing. */
  time: () => string;
  asJson: MakeLine;
  readonly messageKey: string;
  readonly errorKey: string;
}

type Symbols = Readonly<Record<keyof Internals, symbol>>;

/**
 * The inside of one pino logger, of any version from 8 on. Every copy of pino has its own symbols; a logger shows them, so the
 * module itself is not needed.
 */
export class PinoInternals {
  readonly logger: PinoLogger;
  readonly #symbols: Symbols;

  private constructor(logger: PinoLogger, symbols: Symbols) {
    this.logger = logger;
    this.#symbols = symbols;
  }

  /** Returns undefined for what is no pino logger. */
  static of(logger: unknown): PinoInternals | undefined {
    if (typeof logger !== 'object' || logger === null || !('levels' in logger)) return undefined;
    const symbols = symbolsOf(logger);
    return symbols && new PinoInternals(logger as PinoLogger, symbols);
  }

  get<Name extends keyof Internals>(name: Name): Internals[Name] {
    return (this.logger as unknown as Record<symbol, Internals[Name]>)[this.#symbols[name]]!;
  }

  /** Lets a function decide at each use, for this logger and its children, until the application sets a value. */
  replace<Name extends keyof Internals>(name: Name, decide: () => Internals[Name]): void {
    const symbol = this.#symbols[name];
    Object.defineProperty(this.logger, symbol, {
      configurable: true,
      enumerable: true,
      get: decide,
      set(this: object, value: Internals[Name]) {
        Object.defineProperty(this, symbol, { value, writable: true });
      },
    });
  }

  /** Sets a value for this logger and its children. */
  set<Name extends keyof Internals>(name: Name, value: Internals[Name]): void {
    Object.defineProperty(this.logger, this.#symbols[name], {
      configurable: true,
      enumerable: true,
      writable: true,
      value,
    });
  }

  symbol(name: keyof Internals): symbol {
    return this.#symbols[name];
  }
}

const kNames = ['stream', 'mixin', 'time', 'asJson', 'messageKey', 'errorKey'] as const;

/** Returns pino's symbols from the logger, or from the one that it is a child of. */
function symbolsOf(logger: object): Symbols | undefined {
  const found: Partial<Record<string, symbol>> = {};
  for (let at: object | null = logger; at !== null; at = Object.getPrototypeOf(at) as object) {
    for (const symbol of Object.getOwnPropertySymbols(at))
      found[symbol.description ?? ''] ??= symbol;
  }
  const symbols = kNames.map((name) => [name, found[`pino.${name}`]] as const);
  if (symbols.some(([, symbol]) => symbol === undefined)) return undefined;
  return Object.fromEntries(symbols) as Record<keyof Internals, symbol>;
}
