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
 * Returns the eight hexadecimal digits of a word. An id is four or two 32-bit words in memory, in the byte order of the
 * machine (little-endian); it becomes text only when read.
 */
export function hexOfWord(word: number): string {
  return (
    hexOfByte[word & 0xff]! +
    hexOfByte[(word >>> 8) & 0xff]! +
    hexOfByte[(word >>> 16) & 0xff]! +
    hexOfByte[word >>> 24]!
  );
}

/** Returns the word that eight hexadecimal digits stand for. Any other character counts as zero. */
export function wordOfHex(hex: string, at: number): number {
  return (
    byteOfHex(hex, at) |
    (byteOfHex(hex, at + 2) << 8) |
    (byteOfHex(hex, at + 4) << 16) |
    (byteOfHex(hex, at + 6) << 24)
  );
}

/** State of the generator sfc32. It passes the usual test batteries; its period is at least 2³². */
const state = new Int32Array(4);
let isSeeded = false;

/**
 * Seeds the generator; must be called before the first random word. Not called when the module loads: the module may be
 * part of a startup snapshot, and every process that starts from it would make the same ids.
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

/** Seeds again in each process that starts from a snapshot that is being built now. */
function reseedAfterSnapshot(): void {
  const { startupSnapshot } = process.getBuiltinModule('node:v8');
  if (startupSnapshot.isBuildingSnapshot()) startupSnapshot.addDeserializeCallback(seed);
}

/** A cheap first check: loading `node:v8` takes milliseconds. */
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

/** The default generator: random ids. They are not secrets, and must not be used as such. */
export class RandomIdGenerator implements IdGenerator {
  constructor() {
    seedIds();
  }

  /** Returns 32 lowercase hexadecimal digits, not all zero. */
  generateTraceId(): string {
    return hexOfWord(randomWord()) + hexOfWord(randomWord()) + this.generateSpanId();
  }

  /** Returns 16 lowercase hexadecimal digits, not all zero. */
  generateSpanId(): string {
    // The last word is never zero, so no id is zero.
    return hexOfWord(randomWord()) + hexOfWord(randomWord() || 1);
  }
}
