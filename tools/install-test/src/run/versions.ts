import type { Setup } from '../sandbox/setup.ts';

/** Versions that are installed beside ours; `--newest` takes those of the day. */
const kPinned = {
  '@opentelemetry/auto-instrumentations-node': '0.82.0',
  '@opentelemetry/context-async-hooks': '3.1.1',
  '@opentelemetry/exporter-metrics-otlp-proto': '0.301.0',
  '@opentelemetry/exporter-trace-otlp-proto': '0.301.1',
  '@opentelemetry/sdk-metrics': '3.1.1',
  '@opentelemetry/sdk-node': '0.301.0',
  '@opentelemetry/sdk-trace': '3.1.1',
  '@types/node': '24.19.2',
  '@types/react': '19.2.0',
  'dd-trace': '6.21.0',
  esbuild: '0.28.2',
  express: '5.3.0',
  jest: '30.5.2',
  next: '16.4.6',
  postject: '1.0.0-alpha.6',
  react: '19.2.0',
  'react-dom': '19.2.0',
  typescript: '5.9.3',
  vitest: '5.1.2',
  webpack: '5.113.0',
} as const;

/** `name@version`, to be installed. */
export function specOf(setup: Setup, name: keyof typeof kPinned): string {
  return `${name}@${setup.newest ? 'latest' : kPinned[name]}`;
}
