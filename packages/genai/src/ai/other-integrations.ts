/** The AI SDK keeps integrations that `registerTelemetry` got in this global, for all of its copies. */
const kGlobal = 'AI_SDK_TELEMETRY_INTEGRATIONS';

/** Marks ours, of any copy of this package. */
const kOurs = Symbol.for('otel-native.genai.ai.1');

/** An integration that the application has registered. Those that make spans wrap calls, to make the spans active. */
interface Integration {
  readonly executeLanguageModelCall?: unknown;
  readonly executeTool?: unknown;
  /** A function that makes room for another call of `observeAi`, if this one wants to. */
  readonly [kOurs]?: true | (() => void);
}

const globals = globalThis as { [kGlobal]?: Integration[] };

/**
 * Returns false if a copy of this package is registered already, and stays.
 *
 * @param makeRoom stops what registers, for the next one
 */
export function register(integration: object, makeRoom?: () => void): boolean {
  const list = (globals[kGlobal] ??= []);
  const present = list.find(isOurs)?.[kOurs];
  if (present === true) return false;
  present?.();
  list.push(Object.assign(integration, { [kOurs]: makeRoom ?? (true as const) }));
  return true;
}

export function unregister(integration: object): void {
  const index = globals[kGlobal]?.indexOf(integration) ?? -1;
  if (index >= 0) globals[kGlobal]?.splice(index, 1);
}

/** Whether another integration makes spans: `@ai-sdk/otel`, or one like it. */
export function hasOtherTracing(): boolean {
  return (globals[kGlobal] ?? []).some(
    (one) =>
      !isOurs(one) &&
      (typeof one.executeLanguageModelCall === 'function' || typeof one.executeTool === 'function'),
  );
}

function isOurs(integration: Integration): boolean {
  return integration[kOurs] !== undefined;
}
