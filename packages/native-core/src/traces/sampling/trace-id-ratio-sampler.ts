import { isValidTraceId } from '@opentelemetry/api';
import { SamplingDecision, type Sampler, type SamplingResult } from './sampler';

/**
 * Samples a share of all traces, the same ones in every process of the OpenTelemetry JavaScript SDKs: the four 32-bit
 * words of the trace id are folded into one and compared with the share.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#traceidratiobased
 */
export class TraceIdRatioBasedSampler implements Sampler {
  readonly #ratio: number;
  readonly #bound: number;

  /** @param ratio the share from 0 to 1; values outside are cut to that range, what is no number counts as 0 */
  constructor(ratio = 0) {
    this.#ratio = typeof ratio === 'number' && ratio > 0 ? Math.min(ratio, 1) : 0;
    this.#bound = this.#ratio === 1 ? 2 ** 32 : Math.floor(this.#ratio * 0xffffffff);
  }

  shouldSample(_context: unknown, traceId: string): SamplingResult {
    const sampled = isValidTraceId(traceId) && foldedTraceId(traceId) < this.#bound;
    return {
      decision: sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.NOT_RECORD,
    };
  }

  toString(): string {
    return `TraceIdRatioBased{${this.#ratio}}`;
  }
}

function foldedTraceId(traceId: string): number {
  let folded = 0;
  for (let at = 0; at < 32; at += 8) folded ^= parseInt(traceId.slice(at, at + 8), 16);
  return folded >>> 0;
}
