import { diag, type TextMapPropagator } from '@opentelemetry/api';
import {
  CompositePropagator,
  W3CBaggagePropagator,
  W3CTraceContextPropagator,
  getStringListFromEnv,
} from '@opentelemetry/core';
import type * as PropagatorB3 from '@opentelemetry/propagator-b3';
import { loadOptional } from '../optional-package';

const kDefaultPropagators = ['tracecontext', 'baggage'];

const propagators: Record<string, () => TextMapPropagator | undefined> = {
  tracecontext: () => new W3CTraceContextPropagator(),
  baggage: () => new W3CBaggagePropagator(),
  b3: () => b3((b3) => new b3.B3Propagator()),
  b3multi: () =>
    b3((b3) => new b3.B3Propagator({ injectEncoding: b3.B3InjectEncoding.MULTI_HEADER })),
};

/**
 * The propagator that `OTEL_PROPAGATORS` describes; null when it says `none` or names nothing that is known.
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
  if (Object.hasOwn(propagators, name)) return propagators[name]!();
  diag.warn(`OTEL_PROPAGATORS names "${name}", which is no known propagator: it is left out`);
  return undefined;
}

function b3(make: (b3: typeof PropagatorB3) => TextMapPropagator): TextMapPropagator | undefined {
  const b3 = loadOptional<typeof PropagatorB3>('@opentelemetry/propagator-b3');
  if (b3 !== undefined) return make(b3);
  diag.warn(
    'OTEL_PROPAGATORS names b3: install @opentelemetry/propagator-b3 for it; it is left out',
  );
  return undefined;
}
