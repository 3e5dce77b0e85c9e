const kPrefix = 'OTEL_EXPORTER_OTLP_';

function clear(): Record<string, string> {
  const cleared: Record<string, string> = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!name.startsWith(kPrefix) || value === undefined) continue;
    cleared[name] = value;
    delete process.env[name];
  }
  return cleared;
}

/** Runs with exactly these `OTEL_EXPORTER_OTLP_*` variables, given without the prefix. */
export function withEnvironment<T>(variables: Record<string, string>, run: () => T): T {
  const before = clear();
  for (const [name, value] of Object.entries(variables)) process.env[kPrefix + name] = value;
  try {
    return run();
  } finally {
    clear();
    Object.assign(process.env, before);
  }
}
