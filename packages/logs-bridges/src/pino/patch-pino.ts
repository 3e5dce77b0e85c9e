import type { BridgeState } from './bridge-state';
import { bridgeLogger, isBridged } from './bridged-logger';
import { PinoInternals } from './pino-logger';
import { quietDiag } from '../bridge/quiet-diag';

/** The part of the module that is used. */
type Pino = (options: object, stream: object) => object;

type Method = (this: object, ...args: unknown[]) => unknown;

/**
 * Bridges the loggers of one copy of pino when they are made. Patches the prototype that they share, because `pino` itself may be in
 * use under another name already. With `isInUse`, also bridges the loggers that exist, when they write.
 * @returns a function that undoes it; bridged loggers stay bridged
 */
export function patchPino(pino: unknown, state: BridgeState, isInUse: boolean): () => void {
  const prototype = prototypeOf(pino as Pino);
  // The last call of the function that makes a logger, and the first of one that logs.
  const undoes = [wrap(prototype, 'pino.setLevel', bridgeAfter(state))];
  if (isInUse) undoes.push(wrap(prototype, 'pino.write', bridgeBefore(state)));
  return () => undoes.forEach((undo) => undo());
}

/** Returns the object that has pino's own methods. */
function prototypeOf(pino: Pino): object {
  const logger = pino({ level: 'silent' }, { write() {} });
  for (let at = logger; at !== null; at = Object.getPrototypeOf(at) as object)
    if (symbolOf(at, 'pino.setLevel') !== undefined) return at;
  throw new Error('this version of pino has another structure');
}

function symbolOf(object: object, description: string): symbol | undefined {
  return Object.getOwnPropertySymbols(object).find((one) => one.description === description);
}

function bridgeAfter(state: BridgeState): (original: Method) => Method {
  return (original) =>
    function setLevel(this: object, ...args) {
      const result = original.apply(this, args);
      bridge(this, state);
      return result;
    };
}

function bridgeBefore(state: BridgeState): (original: Method) => Method {
  return (original) =>
    function write(this: object, ...args) {
      bridge(this, state);
      return original.apply(this, args);
    };
}

function bridge(logger: object, state: BridgeState): void {
  if (!state.isEnabled || isBridged(logger)) return;
  try {
    const pino = PinoInternals.of(rootOf(logger));
    if (pino !== undefined) bridgeLogger(pino, state);
  } catch (error) {
    quietDiag.error('A pino logger could not be bridged', error);
  }
}

/** Returns the logger that pino made: the one with a stream of its own. */
function rootOf(logger: object): object {
  let at = logger;
  while (symbolOf(at, 'pino.stream') === undefined) {
    const parent = Object.getPrototypeOf(at) as object | null;
    if (parent === null) return logger;
    at = parent;
  }
  return at;
}

/** Puts a method in the place of a prototype's. Returns a function that takes it away, unless another stands in its place. */
function wrap(
  prototype: object,
  description: string,
  make: (original: Method) => Method,
): () => void {
  const symbol = symbolOf(prototype, description);
  if (symbol === undefined) throw new Error(`this version of pino has no ${description}`);
  const methods = prototype as Record<symbol, Method>;
  const original = methods[symbol]!;
  const replacement = make(original);
  methods[symbol] = replacement;
  return () => {
    if (methods[symbol] === replacement) methods[symbol] = original;
  };
}
