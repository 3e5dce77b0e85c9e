import type { Outcome } from './outcome';
import type { Trace } from './play';
import type { Program } from './program';

/**
 * Where the two are meant to differ: what is here is left out of the comparison. Beside this,
 * - nothing that application code throws while it is called or read reaches the application: bad-input.test.ts;
 * - bytes are copied when they are set: attribute cases of differential.test.ts;
 * - ids that the SDK itself made are in lower case, also in a trace whose remote parent spelled it otherwise: without-ids.ts;
 * - spans of several scopes come in another order of scopes: run.ts.
 */
export function allowDifferences(outcome: Outcome, { settings }: Program): Outcome {
  // Upstream says for each value, here for each that has to be looked at, that a limit of zero is none.
  const isSaidOtherwise = settings.limits.attributeValueLengthLimit === 0;
  const allow = (trace: Trace): Trace => ({
    ...trace,
    // The order of what one call logs is not part of any contract.
    logged: isSaidOtherwise ? [] : trace.logged.toSorted(),
  });
  return { ...outcome, calls: outcome.calls.map((traces) => traces.map(allow)) };
}
