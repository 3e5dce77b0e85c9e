import { loadAddon } from './addon';
import type { FrameKey } from './context-frame';
import type { ReaderSource } from './reader-source';

/** Lets native code read the active span of one manager: the JavaScript side of `otel_native/context.h`. */
export class NativeReader {
  readonly address: bigint;
  readonly #source: ReaderSource;

  private constructor(address: bigint, source: ReaderSource) {
    this.address = address;
    this.#source = source;
  }

  /** Returns undefined if there is no binary for this Node. */
  static create(): NativeReader | undefined {
    const addon = loadAddon();
    if (addon instanceof Error) return undefined;
    const source: ReaderSource = { key: undefined };
    return new NativeReader(addon.createContextReader(source), source);
  }

  follow(key: FrameKey | undefined): void {
    this.#source.key = key;
  }
}
