import { diag, type TextMapPropagator } from '@opentelemetry/api';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
  getStringListFromEnv,
} from '@opentelemetry/core';
import type * as PropagatorB3 from '@opentelemetry/propagator-b3';
import { loadOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';

const kDefaultPropagators = ['tracecontext', 'baggage'];

const propagators: Record<string, () => TextMapPropagator> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: () => b3((b3) => new b3.B3Propagator()),
  b3multi: () =>
    b3((b3) => new b3.B3Propagator({ injectEncoding: b3.B3InjectEncoding.MULTI_HEADER })),
};

/**
 * Creates the propagator that `OTEL_PROPAGATORS` names; null for `none` or if no name is known.
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#general-sdk-configuration
 */
export function propagatorFromEnvironment(): TextMapPropagator | null {
  const names = getStringListFromEnv('OTEL_PROPAGATORS') ?? kDefaultPropagators;
  if (names.includes('none')) return null;
  const made = [...new Set(names)].flatMap((name) => makePropagator(name) ?? []);
  if (made.length <= 1) return made[0] ?? null;
  return new CompositePropagator({ propagators: made });
}

function makePropagator(name: string): TextMapPropagator | undefined {
  if (!Object.hasOwn(propagators, name)) {
    diag.warn(`OTEL_PROPAGATORS names "${name}", which is no known propagator: it is left out`);
    return undefined;
  }
  try {
    return propagators[name]!();
  } catch (error) {
    diag.warn(`OTEL_PROPAGATORS: ${(error as Error).message}; it is left out`);
    return undefined;
  }
}

/**
 * Creates a propagator by its name in the specification; undefined for an unknown name.
 * @throws `ERR_OTEL_NATIVE_MISSING_PACKAGE` or `…_UNSUPPORTED_PACKAGE` without its package
 */
export function namedPropagator(name: string): TextMapPropagator | undefined {
  return Object.hasOwn(propagators, name) ? propagators[name]!() : undefined;
}

function b3(make: (b3: typeof PropagatorB3) => TextMapPropagator): TextMapPropagator {
  return make(loadOptional<typeof PropagatorB3>('b3', optionalPackages.propagatorB3));
}
