import { getStringFromEnv } from '@opentelemetry/core';
import { Redactor } from '../../environment/secrets.ts';
import { environmentVariables } from '../../environment/variables.ts';

/** Knows the secrets of the environment. Everything that is printed passes through it. */
export function redactorOfEnvironment(): Redactor {
  const redactor = new Redactor();
  for (const variable of environmentVariables) {
    const value = getStringFromEnv(variable.name);
    if (value === undefined) continue;
    if (variable.type === 'url') redactor.addUrl(value);
    if (variable.type === 'pairs' && variable.isSecret) redactor.addPairs(value);
  }
  return redactor;
}
