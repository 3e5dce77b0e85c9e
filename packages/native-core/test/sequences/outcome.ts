import type { DecodedSpan } from '../support/decode-otlp';
import type { Trace } from './play';

/** All that came of a program. */
export interface Outcome {
  /** What was exported, decoded. */
  spans: DecodedSpan[];
  /** What each call gave, by sequence. */
  calls: Trace[][];
  /** What spans showed to processors. */
  seen: object[];
  /** What they showed when all was over, by sequence. */
  shown: object[][];
  /** What samplers were given. */
  sampled: unknown[][];
}
