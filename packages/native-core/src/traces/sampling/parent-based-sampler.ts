import type { Attributes, Context, Link, SpanKind } from '@opentelemetry/api';
import { TraceFlags, diag, isSpanContextValid, trace } from '@opentelemetry/api';
import { AlwaysOffSampler } from './always-off-sampler';
import { AlwaysOnSampler } from './always-on-sampler';
import type { Sampler, SamplingResult } from './sampler';

/** The sampler that a {@link ParentBasedSampler} asks in each case. */
export interface ParentBasedSamplerConfig {
  /** Asked for spans without a parent. */
  root: Sampler;
  /** Asked when the parent is remote and sampled. Default: always on. */
  remoteParentSampled?: Sampler;
  /** Asked when the parent is remote and not sampled. Default: always off. */
  remoteParentNotSampled?: Sampler;
  /** Asked when the parent is local and sampled. Default: always on. */
  localParentSampled?: Sampler;
  /** Asked when the parent is local and not sampled. Default: always off. */
  localParentNotSampled?: Sampler;
}

/**
 * Follows the parent's decision, and asks another sampler for spans without a parent.
 * https://opentelemetry.io/docs/specs/otel/trace/sdk/#parentbased
 */
export class ParentBasedSampler implements Sampler {
  /**
   * The samplers with the defaults filled in, for `decisionTable`.
   * @internal
   */
  readonly delegates: Required<ParentBasedSamplerConfig>;

  constructor(config: ParentBasedSamplerConfig) {
    if (!config.root)
      diag.error('ParentBasedSampler needs a root sampler; it samples every root span');
    this.delegates = {
      root: config.root ?? new AlwaysOnSampler(),
      remoteParentSampled: config.remoteParentSampled ?? new AlwaysOnSampler(),
      remoteParentNotSampled: config.remoteParentNotSampled ?? new AlwaysOffSampler(),
      localParentSampled: config.localParentSampled ?? new AlwaysOnSampler(),
      localParentNotSampled: config.localParentNotSampled ?? new AlwaysOffSampler(),
    };
  }

  /** Returns the decision of the sampler that is responsible for this kind of parent. */
  shouldSample(
    context: Context,
    traceId: string,
    spanName: string,
    spanKind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult {
    return this.#delegate(context).shouldSample(
      context,
      traceId,
      spanName,
      spanKind,
      attributes,
      links,
    );
  }

  /** Returns `ParentBased{root=…,…}` with the description of each sampler. */
  toString(): string {
    const names = Object.entries(this.delegates).map(
      ([name, sampler]) => `${name}=${sampler.toString()}`,
    );
    return `ParentBased{${names.join(', ')}}`;
  }

  #delegate(context: Context): Sampler {
    const parent = trace.getSpanContext(context);
    if (parent === undefined || !isSpanContextValid(parent)) return this.delegates.root;
    const sampled = (parent.traceFlags & TraceFlags.SAMPLED) !== 0;
    if (parent.isRemote) {
      return sampled ? this.delegates.remoteParentSampled : this.delegates.remoteParentNotSampled;
    }
    return sampled ? this.delegates.localParentSampled : this.delegates.localParentNotSampled;
  }
}
