import { AlwaysOffSampler } from './always-off-sampler';
import { AlwaysOnSampler } from './always-on-sampler';
import { ParentBasedSampler } from './parent-based-sampler';
import { SamplingDecision, type Sampler } from './sampler';

/** Kinds of parent that the built-in samplers distinguish. */
export const kNoParent = 0;
export const kRemoteParentNotSampled = 1;
export const kRemoteParentSampled = 2;
export const kLocalParentNotSampled = 3;
export const kLocalParentSampled = 4;

/** A decision for each kind of parent; undefined where the sampler must be asked. */
export type DecisionTable = readonly (SamplingDecision | undefined)[];

/**
 * Returns the decisions of a sampler that are known before any span starts. The built-in samplers that ignore the span, and
 * so the default sampler, then need no trace id string, attribute object or result. Asks every other sampler, also a class
 * that extends a built-in one, and an instance or class whose method was replaced.
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

// Taken before the application can replace them.
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
