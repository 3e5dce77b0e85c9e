import type { FastifyInstrumentationConfig } from './fastify-options';
import { lifecycleHooks, type LifecycleHook, type RouteConfig } from './fastify-shapes';

/** Whether hooks of this name are recorded on a route, by the options and by what the route says. */
export function recordsHook(
  hook: LifecycleHook | undefined,
  { instrumentHooks = true }: FastifyInstrumentationConfig,
  config: RouteConfig | undefined,
): boolean {
  // Handlers are no hooks.
  if (hook === undefined) return true;
  const own = config?.otel ? config.otel.instrumentHooks : undefined;
  return allows(own === undefined ? instrumentHooks : own, hook);
}

/** A route may hold anything: names that are none are left out, and what is no list means no hook. */
function allows(value: unknown, hook: LifecycleHook): boolean {
  if (typeof value === 'boolean') return value;
  return Array.isArray(value) && value.includes(hook);
}

/** Whether the handler of a route is recorded. */
export function recordsHandler(
  { instrumentHandler = true }: FastifyInstrumentationConfig,
  config: RouteConfig | undefined,
): boolean {
  const own = config?.otel ? config.otel.instrumentHandler : undefined;
  return typeof own === 'boolean' ? own : instrumentHandler;
}

export function isLifecycleHook(name: string): name is LifecycleHook {
  return lifecycleHooks.includes(name as LifecycleHook);
}
