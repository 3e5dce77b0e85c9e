import {
  kEpochOffset,
  kMetricControlBytes,
  kRecordingOffset,
  kWordBytes,
} from '../../record/format.gen';
import { kRecordingModule } from './recording.gen';

export const kEpochWord = kEpochOffset / kWordBytes;
const kRecordingWord = kRecordingOffset / kWordBytes;
const kBlockWords = kMetricControlBytes / kWordBytes;

/** Tells the drain thread when a recording begins and when it ends (ADR 0009). */
export interface RecordingGate {
  /** Says that a recording is under way in the block at the byte `at`, and then returns the epoch. */
  begin(at: number): number;
  /** Says that it has ended. */
  end(at: number): void;
}

/** The words that a provider shares with the drain thread. */
export interface ControlBlock {
  readonly words: Int32Array;
  /** Where the block begins in the memory of its gate. */
  readonly at: number;
  /** Made when it is first read: a provider without instruments needs none. */
  readonly gate: RecordingGate;
}

/** Returns a block of zeros. */
export function makeControlBlock(): ControlBlock {
  return (blocks ??= pageOfBlocks()).take() ?? ownBlock();
}

/** The part of `WebAssembly` that is used: the types of Node have none. */
interface WebAssemblyApi {
  readonly Memory: new (limits: { initial: number; maximum: number; shared: boolean }) => {
    readonly buffer: SharedArrayBuffer;
  };
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object, imports: object) => { readonly exports: unknown };
}

const { WebAssembly: wasm } = globalThis as unknown as { WebAssembly: WebAssemblyApi };

/** One page, the smallest memory of WebAssembly: blocks for 512 providers. */
const kPageBytes = 65_536;

/**
 * The blocks of all providers of a thread, in one memory of WebAssembly with the two functions of the gate. They are three times as fast as
 * JavaScript's `Atomics` (ADR 0022).
 */
class PageOfBlocks {
  readonly #memory = new wasm.Memory({ initial: 1, maximum: 1, shared: true });
  #used = 0;
  #gate: RecordingGate | null | undefined;

  /** Returns undefined when the page is full. Blocks are not used again, because native code may still read them. */
  take(): ControlBlock | undefined {
    if (this.#used + kMetricControlBytes > kPageBytes) return undefined;
    const at = this.#used;
    this.#used += kMetricControlBytes;
    const words = new Int32Array(this.#memory.buffer, at, kBlockWords);
    const gate = (): RecordingGate => {
      if (this.#gate === undefined) this.#gate = this.#makeGate();
      return this.#gate ?? atomicsGate(words);
    };
    return {
      words,
      at,
      get gate() {
        return gate();
      },
    };
  }

  /** Returns null where the process may not compile WebAssembly. */
  #makeGate(): RecordingGate | null {
    try {
      const module = new wasm.Module(Buffer.from(kRecordingModule, 'base64'));
      const { exports } = new wasm.Instance(module, { host: { memory: this.#memory } });
      return exports as RecordingGate;
    } catch {
      return null;
    }
  }
}

/** A process without WebAssembly (`--jitless`) or with too little address space gets blocks of their own. */
function pageOfBlocks(): { take(): ControlBlock | undefined } {
  try {
    return new PageOfBlocks();
  } catch {
    return { take: () => undefined };
  }
}

let blocks: ReturnType<typeof pageOfBlocks> | undefined;

function ownBlock(): ControlBlock {
  const words = new Int32Array(new SharedArrayBuffer(kMetricControlBytes));
  return { words, at: 0, gate: atomicsGate(words) };
}

function atomicsGate(words: Int32Array): RecordingGate {
  return {
    begin() {
      Atomics.store(words, kRecordingWord, 1);
      return Atomics.load(words, kEpochWord);
    },
    end() {
      Atomics.store(words, kRecordingWord, 0);
    },
  };
}
