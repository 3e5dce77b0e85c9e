import { diag } from '@opentelemetry/api';
import { suggestionFor } from 'option-check';
import { foreignPrefixes, knownNames } from './names.gen.ts';

const kPrefix = 'OTEL_';
/** Every variable with this prefix is ours, so an unknown one is a mistake. */
const kOwnPrefix = 'OTEL_NATIVE_';
/** Matches the variables that Kubernetes sets for a service whose name begins with `otel-`. */
const kServiceLink = /_(SERVICE_(HOST|PORT(_\w+)?)|PORT(_\d+_(TCP|UDP)(_(PROTO|PORT|ADDR))?)?)$/;
const kOnce = Symbol.for('@otel-native/sdk unknown variables');

/** A variable that nothing reads. */
export interface UnknownVariable {
  readonly name: string;
  /** The known name that was probably intended. */
  readonly suggestion: string | undefined;
}

/**
 * Returns the variables that look like mistakes: every unknown `OTEL_NATIVE_…`, and each `OTEL_…` that nearly matches a
 * known name. Other variables may belong to other SDKs and tools.
 */
export function unknownVariables(environment: NodeJS.ProcessEnv = process.env): UnknownVariable[] {
  const candidates = Object.keys(environment).filter((name) => name.startsWith(kPrefix));
  if (candidates.length === 0) return [];
  const known = new Set(knownNames.split(' '));
  return candidates.flatMap((name) => {
    if (known.has(name) || kServiceLink.test(name)) return [];
    const suggestion = isForeign(name) ? undefined : suggestionFor(name, known);
    const isMistake = suggestion !== undefined || name.startsWith(kOwnPrefix);
    return isMistake ? [{ name, suggestion }] : [];
  });
}

function isForeign(name: string): boolean {
  return foreignPrefixes.split(' ').some((prefix) => name.startsWith(prefix));
}

/** Describes an unknown variable in one line, without its value, which may be a secret. */
export function describeUnknown({ name, suggestion }: UnknownVariable): string {
  const hint = suggestion === undefined ? 'it has no effect' : `did you mean ${suggestion}?`;
  return `unknown variable ${name}: ${hint}`;
}

/** Logs one warning through `diag` for each variable that looks like a mistake, once per process. */
export function warnOfUnknownVariables(): void {
  const unknown = unknownVariables();
  if (unknown.length === 0 || isSaid()) return;
  for (const one of unknown) diag.warn(describeUnknown(one));
}

/** Whether another copy of this package, or another thread, has logged the warnings. */
function isSaid(): boolean {
  const once = globalThis as { [kOnce]?: boolean };
  if (once[kOnce] || !process.getBuiltinModule('node:worker_threads').isMainThread) return true;
  once[kOnce] = true;
  return false;
}
