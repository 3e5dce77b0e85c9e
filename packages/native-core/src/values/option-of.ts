import { diag } from '@opentelemetry/api';

/** An option that an application gives while it runs; undefined, with a warning, where reading it throws. */
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
