import { applicationFile, installed } from './installed.ts';
import type { OptionalPackageState } from './report.ts';

export function optionalPackageStates(): OptionalPackageState[] {
  return ['@opentelemetry/auto-instrumentations-node'].map((name) => {
    const found = installed(name, applicationFile());
    return { name, purpose: '', ...(found && { version: found.version }) };
  });
}
