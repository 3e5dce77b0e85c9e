import { diag } from '@opentelemetry/api';
import { getNumberFromEnv } from '@opentelemetry/core';
import type { OptionKind } from 'option-check';

/**
 * The numbers that variables hold, by the options that they set; one that makes no sense is left out with a warning, as
 * https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/#numeric asks.
 */
export function numbersFromEnvironment<Name extends string>(
  variables: Readonly<Partial<Record<Name, string>>>,
  kinds: Readonly<Record<NoInfer<Name>, OptionKind>>,
): Partial<Record<Name, number>> {
  const numbers: Partial<Record<Name, number>> = {};
  for (const [name, variable] of Object.entries(variables) as [Name, string][]) {
    const value = getNumberFromEnv(variable);
    if (value === undefined) continue;
    if (kinds[name].accepts(value)) numbers[name] = value;
    else warnOfInvalid(variable, value, kinds[name].expected);
  }
  return numbers;
}

/** One line about a variable whose value is ignored. */
export function warnOfInvalid(variable: string, value: unknown, expected: string): void {
  diag.warn(`${variable} (${String(value)}) is invalid, expected ${expected}, using the default.`);
}
