import { AlwaysOffSampler } from './always-off-sampler';
import { AlwaysOnSampler } from './always-on-sampler';
import { ParentBasedSampler } from './parent-based-sampler';
import { SamplingDecision, type Sampler } from './sampler';

/** Where a span comes from, as far as the built-in samplers look at it. */
export const kNoParent = 0;
export const kRemoteParentNotSampled = 1;
export const kRemoteParentSampled = 2;
export const kLocalParentNotSampled = 3;
export const kLocalParentSampled = 4;

/** A decision for each origin, or undefined where the sampler must be asked. */
export type DecisionTable = readonly (SamplingDecision | undefined)[];

/**
 * What is known about a sampler's decisions before any span starts. For the built-in samplers that never look at the
 * span, and so for the default, no trace id string, attribute object or result needs to be made. A class that
 * extends a built-in one, or an instance or class whose method was replaced, may decide otherwise.
 */
export function decisionTable(sampler: Sampler): DecisionTable {
  if (!decidesAs(sampler, ParentBasedSampler, parentBased))
    return Array(5).fill(constantDecision(sampler));
  const { delegates } = sampler as ParentBasedSampler;
  const table: (SamplingDecision | undefined)[] = [];
  table[kNoParent] = constantDecision(delegates.root);
  table[kRemoteParentNotSampled] = constantDecision(delegates.remoteParentNotSampled);
  table[kRemoteParentSampled] = constantDecision(delegates.remoteParentSampled);
  table[kLocalParentNotSampled] = constantDecision(delegates.localParentNotSampled);
  table[kLocalParentSampled] = constantDecision(delegates.localParentSampled);
  return table;
}

function constantDecision(sampler: Sampler): SamplingDecision | undefined {
  if (decidesAs(sampler, AlwaysOnSampler, alwaysOn)) return SamplingDecision.RECORD_AND_SAMPLED;
  if (decidesAs(sampler, AlwaysOffSampler, alwaysOff)) return SamplingDecision.NOT_RECORD;
  return undefined;
}

// As they are before anybody can replace them.
const { shouldSample: alwaysOn } = AlwaysOnSampler.prototype;
const { shouldSample: alwaysOff } = AlwaysOffSampler.prototype;
const { shouldSample: parentBased } = ParentBasedSampler.prototype;

function decidesAs(
  sampler: Sampler,
  builtIn: new (...args: never[]) => Sampler,
  method: Sampler['shouldSample'],
): boolean {
  return sampler.constructor === builtIn && sampler.shouldSample === method;
}
