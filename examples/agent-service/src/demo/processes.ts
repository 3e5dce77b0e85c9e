import { Child } from './child.ts';

const file = (path: string) => new URL(`../../${path}`, import.meta.url);

/** SDKs that the service can run with: the files in `telemetry/`. */
export const variants = ['none', 'official', 'native'] as const;
export type Variant = (typeof variants)[number];

export function telemetryFile(variant: Variant): URL {
  return file(`telemetry/${variant}.mjs`);
}

/** The model provider; its `url` is that of the chat-completions API. */
export function startUpstream(): Promise<Child> {
  return Child.start({ file: file('src/upstream/main.ts') });
}

export interface ServiceOptions {
  /** The module that starts telemetry; it exports `telemetry` as `Telemetry` describes. */
  readonly telemetry: URL;
  /** URL of the chat-completions API. */
  readonly modelUrl: string;
  /** Base URL of the OTLP receiver. */
  readonly otlpEndpoint: string;
  /** Further variables. */
  readonly env?: Readonly<Record<string, string>>;
}

/** The service in a fresh process, with a probe in it that answers a `ProbeRequest` with a `Measurement`. */
export function startService(options: ServiceOptions): Promise<Child> {
  return Child.start({
    file: file('src/service/main.ts'),
    preloads: [options.telemetry, file('src/demo/probe.ts')],
    env: {
      MODEL_URL: options.modelUrl,
      DEMO_TELEMETRY: options.telemetry.href,
      OTEL_EXPORTER_OTLP_ENDPOINT: options.otlpEndpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
      // Only traces are compared.
      OTEL_METRICS_EXPORTER: 'none',
      OTEL_LOGS_EXPORTER: 'none',
      ...options.env,
    },
  });
}
