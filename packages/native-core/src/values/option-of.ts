import { diag } from '@opentelemetry/api';

/** Reads an option that the application passed at run time. Warns and returns undefined if reading it throws. */
export function optionOf<Options extends object, Name extends keyof Options>(
  options: Options | null | undefined,
  name: Name,
): Options[Name] | undefined {
  try {
    return options?.[name] ?? undefined;
  } catch (error) {
    diag.warn(`The option ${String(name)} could not be read`, error);
    return undefined;
  }
}
