import { trace } from '@opentelemetry/api';
import { observeOpenAI, type ObserveOpenAIOptions } from '@otel-native/genai/openai';
import * as newest from 'openai';
import * as lowest from 'openai-5';
import { sdkNames, startTelemetry, useContexts, type Sent } from '../support/telemetry';
import { startModelStub, type ModelStub } from './model-stub';

/** The lowest and the newest version. What they have alike is typed as the newest one. */
export const libraries = {
  'openai 5': lowest as unknown as typeof newest,
  'openai 7': newest,
};

/** A test with one version of the client and one SDK. */
export interface Case {
  readonly library: typeof newest;
  readonly openai: newest.OpenAI;
  readonly stub: ModelStub;
  readonly options: ObserveOpenAIOptions;
  /** Returns an observed client of another class. */
  client<Client extends newest.OpenAI>(client: Client): Client;
  sent(): Promise<Sent>;
}

export const clientOptions = (stub: ModelStub) => ({
  apiKey: 'none',
  baseURL: stub.url,
  /** Stands for an instrumentation of HTTP: its span shows which context a request has. */
  fetch: ((...request: Parameters<typeof fetch>) =>
    trace
      .getTracer('http')
      .startActiveSpan('HTTP', (span) =>
        fetch(...request).finally(() => span.end()),
      )) as typeof fetch,
});

const cases = Object.keys(libraries).flatMap((library) =>
  sdkNames.map((sdk) => [library, sdk] as const),
);

/** Runs a test with each version of the client and with each SDK. */
export function withEachClient(
  title: string,
  body: (one: Case) => Promise<void>,
  given: ObserveOpenAIOptions = {},
): void {
  test.each(cases)(`${title} (%s, %s SDK)`, async (name, sdk) => {
    useContexts();
    const library = libraries[name as keyof typeof libraries];
    const { tracerProvider, meterProvider, loggerProvider, collect, shutdown } =
      startTelemetry(sdk);
    trace.disable();
    trace.setGlobalTracerProvider(tracerProvider);
    const stub = await startModelStub();
    const options = { tracerProvider, meterProvider, loggerProvider, ...given };
    const client = <Client extends newest.OpenAI>(one: Client) => observeOpenAI(one, options);
    const openai = client(new library.OpenAI(clientOptions(stub)));
    try {
      await body({ library, openai, stub, options, client, sent: collect });
    } finally {
      stub.close();
      trace.disable();
      await shutdown();
    }
  });
}
