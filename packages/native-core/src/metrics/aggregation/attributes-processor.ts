import type { AnyValue, Attributes, Context } from '@opentelemetry/api';
import { setOwn } from '../../values/own-property';

/** What a view makes of the attributes of a measurement. Those of `@opentelemetry/sdk-metrics` fit as well. */
export interface AttributesProcessor {
  /** @param context that of the measurement, else the active one; undefined for observable instruments */
  process: (incoming: Attributes, context?: Context) => Attributes;
}

/** Keeps the attributes of these names. */
export function createAllowListAttributesProcessor(names: string[]): AttributesProcessor {
  const allowed = new Set(names);
  return { process: (incoming) => filtered(incoming, (name) => allowed.has(name)) };
}

/** Keeps all attributes but those of these names. */
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

/** All of a view's processors, one after the other; undefined where there are none. */
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
