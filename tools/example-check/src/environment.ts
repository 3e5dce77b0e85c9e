/** Settings of the shell must not decide what arrives. */
export function environmentWithoutTelemetry(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  return Object.fromEntries(entries);
}
