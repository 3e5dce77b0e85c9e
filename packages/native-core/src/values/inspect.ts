import type { Attributes } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import { setOwn } from './own-property';

/** Names the method that `console.log` and `util.inspect` call. */
export const kInspect = Symbol.for('nodejs.util.inspect.custom');

export interface InspectOptions {
  depth?: number | null;
  stylize?: (text: string, style: string) => string;
}
export type Inspect = (value: unknown, options: unknown) => string;

/** Shows an object as `Name { … }`; as `[Name]` when it is nested too deep. */
export function inspectAs(
  name: string,
  payload: object,
  depth: number | null,
  options: InspectOptions | undefined,
  inspect: Inspect | undefined,
): unknown {
  if (typeof depth === 'number' && depth < 0)
    return options?.stylize?.(`[${name}]`, 'special') ?? `[${name}]`;
  if (inspect === undefined || options === undefined) return payload;
  const inner = options.depth == null ? options.depth : options.depth - 1;
  return `${name} ${inspect(payload, { ...options, depth: inner })}`;
}

/** Returns the attributes known now. Reading `attributes` of the resource would log while a detector still runs. */
export function settledAttributes(resource: Resource): Attributes {
  const attributes: Attributes = {};
  for (const [key, value] of resource.getRawAttributes()) {
    if (value == null || value instanceof Promise) continue;
    if (!Object.hasOwn(attributes, key)) setOwn(attributes, key, value);
  }
  return attributes;
}
