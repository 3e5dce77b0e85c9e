import { diag } from '@opentelemetry/api';
import { getNumberFromEnv, getStringFromEnv } from '@opentelemetry/core';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  type Sampler,
} from '@otel-native/native-core';

const kDefaultRatio = 1;

const samplers: Record<string, () => Sampler> = {
  always_on: () => new AlwaysOnSampler(),
  always_off: () => new AlwaysOffSampler(),
  traceidratio: () => new TraceIdRatioBasedSampler(ratioFromEnvironment()),
  parentbased_always_on: () => new ParentBasedSampler({ root: new AlwaysOnSampler() }),
  parentbased_always_off: () => new ParentBasedSampler({ root: new AlwaysOffSampler() }),
  parentbased_traceidratio: () =>
    new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(ratioFromEnvironment()) }),
};

/** The sampler that `OTEL_TRACES_SAMPLER` names, or undefined for the provider's default. */
export function samplerFromEnvironment(): Sampler | undefined {
  const name = getStringFromEnv('OTEL_TRACES_SAMPLER');
  if (name === undefined) return undefined;
  if (Object.hasOwn(samplers, name)) return samplers[name]!();
  diag.error(`OTEL_TRACES_SAMPLER is "${name}", which is no known sampler: using the default`);
  return undefined;
}

function ratioFromEnvironment(): number {
  const ratio = getNumberFromEnv('OTEL_TRACES_SAMPLER_ARG');
  if (ratio !== undefined && ratio >= 0 && ratio <= 1) return ratio;
  const what = ratio === undefined ? 'is no number' : `is ${ratio}`;
  diag.error(`OTEL_TRACES_SAMPLER_ARG ${what}, expected 0 to 1: using ${kDefaultRatio}`);
  return kDefaultRatio;
}
