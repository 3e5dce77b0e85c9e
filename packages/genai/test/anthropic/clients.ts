import * as newest from '@anthropic-ai/sdk';
import { trace } from '@opentelemetry/api';
import { observeAnthropic } from '@otel-native/genai/anthropic';
import * as withoutSpans from 'anthropic-0-60';
import * as lowest from 'anthropic-0-134';
import { sdkNames, startTelemetry, useContexts, type Sent } from '../support/telemetry';
import { startMessagesStub, type MessagesStub } from './messages-stub';

/** One without spans of its own, the lowest that has them, and the newest. What they have alike is typed as the newest one. */
export const libraries = {
  '0.60': withoutSpans as unknown as typeof newest,
  '0.134': lowest as unknown as typeof newest,
  newest,
};

/** A test with one version of the client and one SDK. */
export interface Case {
  readonly library: typeof newest;
  /** Whether the client makes spans. */
  readonly hasSpans: boolean;
  readonly anthropic: newest.Anthropic;
  readonly stub: MessagesStub;
  readonly providers: Pick<
    ReturnType<typeof startTelemetry>,
    'tracerProvider' | 'meterProvider' | 'loggerProvider'
  >;
  /** Returns what was sent; the spans are those of the client. */
  sent(): Promise<Sent>;
}

export const clientOptions = (stub: MessagesStub) => ({ apiKey: 'none', baseURL: stub.url });

const cases = Object.keys(libraries).flatMap((library) =>
  sdkNames.map((sdk) => [library, sdk] as const),
);

/** Runs a test with each version of the client and with each SDK. */
export function withEachClient(title: string, body: (one: Case) => Promise<void>): void {
  test.each(cases)(`${title} (client %s, %s SDK)`, async (name, sdk) => {
    useContexts();
    const library = libraries[name as keyof typeof libraries];
    const { tracerProvider, meterProvider, loggerProvider, collect, shutdown } =
      startTelemetry(sdk);
    // The spans of the client go to the provider that is registered when it is made.
    trace.disable();
    trace.setGlobalTracerProvider(tracerProvider);
    const stub = await startMessagesStub();
    const anthropic = observeAnthropic(new library.Anthropic(clientOptions(stub)), {
      meterProvider,
    });
    const providers = { tracerProvider, meterProvider, loggerProvider };
    const hasSpans = name !== '0.60';
    try {
      await body({ library, hasSpans, anthropic, stub, providers, sent: collect });
    } finally {
      stub.close();
      trace.disable();
      await shutdown();
    }
  });
}
