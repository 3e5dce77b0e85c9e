import type { TextMapPropagator } from '@opentelemetry/api';
import { CompositePropagator } from '@opentelemetry/core';
import type { PropagatorConfigModel } from '@opentelemetry/configuration';
import { namedPropagator } from '../propagation/propagator';
import { onlyEntry, unknown } from './entries';

/**
 * Creates the propagators of `composite`, then those of `composite_list`. Returns null without `propagator`, and for
 * `none`.
 * @throws for an unknown propagator, or one whose package is not installed
 */
export function configuredPropagator(
  model: PropagatorConfigModel | null | undefined,
): TextMapPropagator | null {
  const names = namesIn(model ?? {});
  if (names.length === 0 || names.includes('none')) return null;
  const propagators = names.map((name) => {
    const propagator = namedPropagator(name);
    if (propagator === undefined) throw unknown('propagator', name);
    return propagator;
  });
  return new CompositePropagator({ propagators });
}

function namesIn({ composite, composite_list }: PropagatorConfigModel): string[] {
  const listed = composite_list?.split(',').map((name) => name.trim()) ?? [];
  const chosen = composite?.map((choice) => onlyEntry(choice, 'propagator')[0]) ?? [];
  return [...new Set([...chosen, ...listed.filter((name) => name !== '')])];
}
