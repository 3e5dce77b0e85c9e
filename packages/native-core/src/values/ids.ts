import { fillFromSystem } from './system-random';

/** Makes trace and span ids. https://opentelemetry.io/docs/specs/otel/trace/sdk/#id-generators */
export interface IdGenerator {
  /** 32 lowercase hexadecimal digits, not all zero. */
  generateTraceId(): string;
  /** 16 lowercase hexadecimal digits, not all zero. */
  generateSpanId(): string;
}

const hexOfByte = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/**
 * Ids are four or two 32-bit words in memory, in the byte order of the machine (little-endian), and become text only
 * when someone asks for it.
 */
export function hexOfWord(word: number): string {
  return (
    hexOfByte[word & 0xff]! +
    hexOfByte[(word >>> 8) & 0xff]! +
    hexOfByte[(word >>> 16) & 0xff]! +
    hexOfByte[word >>> 24]!
  );
}

/** The word that eight hexadecimal digits stand for; digits that are none count as zero. */
export function wordOfHex(hex: string, at: number): number {
  return (
    byteOfHex(hex, at) |
    (byteOfHex(hex, at + 2) << 8) |
    (byteOfHex(hex, at + 4) << 16) |
    (byteOfHex(hex, at + 6) << 24)
  );
}

/** The state of sfc32, a generator that passes the usual batteries of tests; its period is 2³² at the very least. */
const state = new Int32Array(4);
let isSeeded = false;

/**
 * To be called before the first random word, and not when a module loads: a module may be loaded into a startup snapshot,
 * and every process that starts from it would make the same ids.
 */
export function seedIds(): void {
  if (isSeeded) return;
  isSeeded = true;
  seed();
  if (mayBeBuildingSnapshot()) reseedAfterSnapshot();
}

function seed(): void {
  fillFromSystem(state);
  state[3] = 1;
  for (let round = 0; round < 12; round++) randomWord();
}

/** What is seeded while a snapshot is built is seeded anew in each process that starts from it. */
function reseedAfterSnapshot(): void {
  const { startupSnapshot } = process.getBuiltinModule('node:v8');
  if (startupSnapshot.isBuildingSnapshot()) startupSnapshot.addDeserializeCallback(seed);
}

/** Asked first: loading `node:v8` takes milliseconds. */
function mayBeBuildingSnapshot(): boolean {
  return process.execArgv.some((argument) => /^--(build-|experimental-sea)/.test(argument));
}

/** A random word from -2³¹ to 2³¹-1. `Math.random`, which V8 seeds from the system, costs two to seven times as much. */
export function randomWord(): number {
  const word = (state[0]! + state[1]! + state[3]!) | 0;
  const c = state[2]!;
  state[3] = (state[3]! + 1) | 0;
  state[0] = state[1]! ^ (state[1]! >>> 9);
  state[1] = (c + (c << 3)) | 0;
  state[2] = (((c << 21) | (c >>> 11)) + word) | 0;
  return word;
}

function byteOfHex(hex: string, at: number): number {
  return (digit(hex.charCodeAt(at)) << 4) | digit(hex.charCodeAt(at + 1));
}

function digit(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return 0;
}

/** The default: random ids. Not for secrets. */
export class RandomIdGenerator implements IdGenerator {
  constructor() {
    seedIds();
  }

  generateTraceId(): string {
    return hexOfWord(randomWord()) + hexOfWord(randomWord()) + this.generateSpanId();
  }

  generateSpanId(): string {
    // The last word is never zero, so neither is an id that ends in it.
    return hexOfWord(randomWord()) + hexOfWord(randomWord() || 1);
  }
}
