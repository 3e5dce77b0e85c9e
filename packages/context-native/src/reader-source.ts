import type { FrameKey } from './context-frame';

/** Holds the present key of a manager's entries, for its native reader. */
export interface ReaderSource {
  /** Undefined while frames carry no contexts of the manager. */
  key: FrameKey | undefined;
}
