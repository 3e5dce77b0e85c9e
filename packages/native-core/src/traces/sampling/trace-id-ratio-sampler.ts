import { isValidTraceId } from '@opentelemetry/api';
import { SamplingDecision, type Sampler, type SamplingResult } from './sampler';

/**
 * Samples a share of all traces. Every process with an OpenTelemetry JavaScript SDK and this ratio samples the same
 * traces: the sampler folds the four 32-bit words of the trace id into one and compares it with the share.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#traceidratiobased
 */
export class TraceIdRatioBasedSampler implements Sampler {
  readonly #ratio: number;
  readonly #bound: number;

  /** @param ratio the share from 0 to 1; a value outside is moved to the nearest end, a value that is no number counts as 0. Default: 0 */
  constructor(ratio = 0) {
    this.#ratio = typeof ratio === 'number' && ratio > 0 ? Math.min(ratio, 1) : 0;
    this.#bound = this.#ratio === 1 ? 2 ** 32 : Math.floor(this.#ratio * 0xffffffff);
  }

  /** Returns `RECORD_AND_SAMPLED` or `NOT_RECORD`, by the trace id alone. An invalid trace id is not sampled. */
  shouldSample(_context: unknown, traceId: string): SamplingResult {
    const sampled = isValidTraceId(traceId) && foldedTraceId(traceId) < this.#bound;
    return {
      decision: sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
    };
  }

  /** Returns `TraceIdRatioBased{ratio}`. */
  toString(): string {
    return `TraceIdRatioBased{${this.#ratio}}`;
  }
}

function foldedTraceId(traceId: string): number {
  let folded = 0;
  for (let at = 0; at < 32; at += 8) folded ^= parseInt(traceId.slice(at, at + 8), 16);
  return folded >>> 0;
}
