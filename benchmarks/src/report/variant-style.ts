/** Colours that stand out on white and on black, the same in every drawing. */
const colors: Readonly<Record<string, string>> = {
  native: '#218bff',
  'native-official-instrumentations': '#54aeff',
  'native-instrumented': '#0969da',
  official: '#e16f24',
  'official-instrumented': '#bc4c00',
  'dd-trace': '#a475f9',
  'elastic-apm-node': '#2da44e',
  newrelic: '#e85aad',
  floor: '#b08800',
  'floor-lean': '#d4a72c',
  noop: '#3aa6a0',
  none: '#8c959f',
};

const names: Readonly<Record<string, string>> = {
  native: 'otel-native',
  'native-official-instrumentations': 'otel-native SDK alone',
  official: 'OpenTelemetry JS',
  'native-instrumented': 'otel-native, instrumented',
  'official-instrumented': 'OpenTelemetry JS, instrumented',
  noop: 'API without SDK',
  none: 'no telemetry',
};

const order = Object.keys(colors);

export function colorOf(variant: string): string {
  return colors[variant] ?? '#8c959f';
}

/** What people call it. */
export function nameOf(variant: string): string {
  return names[variant] ?? variant;
}

/** The product first, then what it is compared with, then what costs less than any SDK. */
export function inOrder(variants: readonly string[]): string[] {
  return variants.toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}
