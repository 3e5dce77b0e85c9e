import type { AnyValue, Attributes, Context } from '@opentelemetry/api';
import { setOwn } from '../../values/own-property';

/** Changes the attributes of each measurement of a view. Those of `@opentelemetry/sdk-metrics` fit as well. */
export interface AttributesProcessor {
  /**
   * Returns the attributes to record. Must not change `incoming`.
   * @param context the context of the measurement, else the active one; undefined for observable instruments
   */
  process: (incoming: Attributes, context?: Context) => Attributes;
}

/** Keeps only the attributes with these names. */
export function createAllowListAttributesProcessor(names: string[]): AttributesProcessor {
  const allowed = new Set(names);
  return { process: (incoming) => filtered(incoming, (name) => allowed.has(name)) };
}

/** Removes the attributes with these names. */
export function createDenyListAttributesProcessor(names: string[]): AttributesProcessor {
  const denied = new Set(names);
  return { process: (incoming) => filtered(incoming, (name) => !denied.has(name)) };
}

function filtered(attributes: Attributes, keeps: (name: string) => boolean): Attributes {
  const kept: Attributes = {};
  for (const name in attributes) {
    if (Object.hasOwn(attributes, name) && keeps(name))
      setOwn(kept, name, attributes[name] as AnyValue);
  }
  return kept;
}

/** Combines the processors of a view into one that calls them in turn; returns undefined when there are none. */
export function inTurn(
  processors: readonly AttributesProcessor[] | undefined,
): AttributesProcessor | undefined {
  if (processors === undefined || processors.length === 0) return undefined;
  if (processors.length === 1) return processors[0];
  return {
    process: (incoming, context) =>
      processors.reduce(
        (attributes, processor) => processor.process(attributes, context),
        incoming,
      ),
  };
}
