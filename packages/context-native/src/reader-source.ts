import type { FrameKey } from './context-frame';

/** Where a native reader looks up, each time, what its manager's entries are kept under. */
export interface ReaderSource {
  /** Undefined while frames carry no contexts of the manager. */
  key: FrameKey | undefined;
}
