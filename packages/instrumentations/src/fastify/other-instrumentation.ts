import type { FastifyInstance } from './fastify-shapes';

const kPlugin = '@fastify/otel';
/** What `@fastify/otel` calls the property that it adds to an instance. */
const kPropertyOfPlugin = 'fastify otel instance';

/** Functions of `@opentelemetry/instrumentation-fastify` around others have this mark. */
interface Wrapped {
  readonly __wrapped?: boolean;
}

/** Returns the name of another instrumentation that records an instance, if there is one by now. */
export function otherInstrumentation(instance: FastifyInstance): string | undefined {
  if (hasPropertyOfPlugin(instance)) return kPlugin;
  const isWrapped = (instance.addHook as Wrapped).__wrapped === true;
  return isWrapped ? '@opentelemetry/instrumentation-fastify' : undefined;
}

/** Instances of plugins inherit the property. */
function hasPropertyOfPlugin(instance: object | null): boolean {
  if (instance === null) return false;
  const symbols = Object.getOwnPropertySymbols(instance);
  if (symbols.some(({ description }) => description === kPropertyOfPlugin)) return true;
  return hasPropertyOfPlugin(Object.getPrototypeOf(instance) as object | null);
}
