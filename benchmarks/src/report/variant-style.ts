/** Colours that stand out on white and on black, the same in every drawing. */
const colors: Readonly<Record<string, string>> = {
  none: '#8c959f',
  noop: '#3aa6a0',
  floor: '#b08800',
  official: '#e16f24',
  native: '#218bff',
  'dd-trace': '#a475f9',
  'elastic-apm-node': '#2da44e',
  newrelic: '#e85aad',
};

const names: Readonly<Record<string, string>> = {
  official: 'OpenTelemetry JS',
  native: 'otel-native',
  none: 'no telemetry',
  noop: 'API without SDK',
};

export function colorOf(variant: string): string {
  return colors[variant] ?? '#8c959f';
}

/** What people call it. */
export function nameOf(variant: string): string {
  return names[variant] ?? variant;
}
