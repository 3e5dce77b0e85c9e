import { diag } from '@opentelemetry/api';
import { createRequire } from 'node:module';
import { rangeOf } from 'optional-package';
import { announce } from '../diagnostics/announce';
import { textOfError } from '../errors';
import { findOptional } from '../packages/optional-package';
import { optionalPackages } from '../packages/optional-packages';

const wanted = optionalPackages.genai;

/** The global in which all copies of the AI SDK keep registered integrations. The SDK reads it when a call starts. */
const kIntegrations = 'AI_SDK_TELEMETRY_INTEGRATIONS';

/** What is used of `@otel-native/genai/ai`. */
interface AiEntry {
  observeAi(options: { readonly replaceable: true }): () => void;
}

/**
 * Records calls of the AI SDK from the first one on, if the application has `@otel-native/genai`. That package is loaded when the AI SDK, or
 * the application, first looks for integrations: a start costs the same with it and without it.
 *
 * Rejected: `hookPackage`, which does not see ES modules or bundles; a listener on the SDK's channel, as the integrations of a
 * call are chosen before it is told of the call.
 */
export function recordAiOnceUsed(): void {
  if (kIntegrations in globalThis) return record();
  const define = (property: PropertyDescriptor) =>
    void Object.defineProperty(globalThis, kIntegrations, { configurable: true, ...property });
  define({
    get(): unknown {
      define({ value: undefined, writable: true, enumerable: true });
      record();
      return Reflect.get(globalThis, kIntegrations);
    },
    // Somebody sets a list without a look at the present one.
    set(value: unknown) {
      define({ value, writable: true, enumerable: true });
      record();
    },
  });
}

function record(): void {
  try {
    const found = findOptional(wanted);
    if (found === undefined) {
      diag.debug(`${wanted.name} is not installed: calls of the AI SDK are not recorded`);
      return;
    }
    if (!found.isSupported)
      throw new Error(`${wanted.name} ${rangeOf(wanted)} is needed; found ${found.version}`);
    const { observeAi } = createRequire(found.path)(`${wanted.name}/ai`) as AiEntry;
    observeAi({ replaceable: true });
  } catch (error) {
    announce(
      'OTEL_NATIVE_PART_MISSING',
      `calls of the AI SDK are not recorded: ${textOfError(error)}`,
    );
  }
}
