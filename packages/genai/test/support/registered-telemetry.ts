import { trace } from '@opentelemetry/api';
import { startTelemetry, useContexts, type SdkName, type Sent, type Telemetry } from './telemetry';
import { treeOf } from './tree';

/** Telemetry whose spans tests make through the API as well: requests, and what tools do. */
export interface RegisteredTelemetry {
  /** The providers, as options of an entry. */
  readonly providers: Pick<Telemetry, 'tracerProvider' | 'meterProvider' | 'loggerProvider'>;
  /** Returns what was sent since the last time. */
  sent(): Promise<Sent>;
  /** The same, as a tree of the spans. */
  tree(): Promise<string[]>;
}

/** Runs `body` with an SDK that is registered with the API, and shuts it down. */
export async function withRegisteredTelemetry(
  sdk: SdkName,
  body: (telemetry: RegisteredTelemetry) => Promise<void>,
): Promise<void> {
  useContexts();
  const { collect, shutdown, ...providers } = startTelemetry(sdk);
  trace.disable();
  trace.setGlobalTracerProvider(providers.tracerProvider);
  try {
    await body({
      providers,
      sent: collect,
      tree: async () => treeOf((await collect()).spans),
    });
  } finally {
    trace.disable();
    await shutdown();
  }
}
