import type { SamplerConfigModel } from '@opentelemetry/configuration';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type ParentBasedSamplerConfig,
  type Sampler,
} from '@otel-native/native-core';
import { onlyEntry, unknown } from './entries';

type ParentBasedModel = NonNullable<SamplerConfigModel['parent_based']>;

const kDefaultRatio = 1;

/**
 * Creates the sampler that `sampler` describes; undefined for the provider's default.
 * @throws for an unknown sampler
 */
export function configuredSampler(model: SamplerConfigModel | undefined): Sampler | undefined {
  if (!model) return undefined;
  const [name, settings] = onlyEntry(model, 'sampler');
  switch (name) {
    case 'always_on':
      return new AlwaysOnSampler();
    case 'always_off':
      return new AlwaysOffSampler();
    case 'trace_id_ratio_based':
      return new TraceIdRatioBasedSampler(ratioIn(settings));
    case 'parent_based':
      return new ParentBasedSampler(parentBased((settings ?? {}) as ParentBasedModel));
    default:
      throw unknown('sampler', name);
  }
}

function ratioIn(settings: unknown): number {
  return (settings as { ratio?: number | null } | null)?.ratio ?? kDefaultRatio;
}

function parentBased(model: ParentBasedModel): ParentBasedSamplerConfig {
  const delegates = {
    remoteParentSampled: configuredSampler(model.remote_parent_sampled),
    remoteParentNotSampled: configuredSampler(model.remote_parent_not_sampled),
    localParentSampled: configuredSampler(model.local_parent_sampled),
    localParentNotSampled: configuredSampler(model.local_parent_not_sampled),
  };
  const given = Object.entries(delegates).filter(([, sampler]) => sampler !== undefined);
  return {
    root: configuredSampler(model.root) ?? new AlwaysOnSampler(),
    ...Object.fromEntries(given),
  };
}
