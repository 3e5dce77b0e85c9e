import { trace } from '@opentelemetry/api';
import * as langchain from '@langchain/core/context';
import * as tools from '@langchain/core/tools';
import * as newest from '@langchain/langgraph';
import * as newestPrebuilt from '@langchain/langgraph/prebuilt';
import { ChatOpenAI, type ChatOpenAIFields } from '@langchain/openai';
import { observeLangChain, type ObserveLangChainOptions } from '@otel-native/genai/langchain';
import * as lowest from 'langgraph-1';
import * as lowestPrebuilt from 'langgraph-1/prebuilt';
import { z } from 'zod';
import { startModelStub, type ModelStub } from '../openai/model-stub';
import { withRegisteredTelemetry } from '../support/registered-telemetry';
import { sdkNames, type Sent } from '../support/telemetry';

/** The lowest and the newest version. What they have alike is typed as the newest one. */
const libraries = {
  'langgraph 1.0': { ...(lowest as unknown as typeof newest), ...lowestPrebuilt },
  'langgraph 1.7': { ...newest, ...newestPrebuilt },
};

/** A test with one version of LangGraph and one SDK. */
export interface Case {
  readonly langgraph: typeof newest & typeof newestPrebuilt;
  readonly stub: ModelStub;
  /** Returns a model of the provider's protocol, against the stub. */
  model(name?: string, options?: ChatOpenAIFields): ChatOpenAI;
  sent(): Promise<Sent>;
  tree(): Promise<string[]>;
}

const cases = Object.keys(libraries).flatMap((library) =>
  sdkNames.map((sdk) => [library, sdk] as const),
);

/** Runs a test with each version of LangGraph and with each SDK. */
export function withEachGraph(
  title: string,
  body: (one: Case) => Promise<void>,
  given: ObserveLangChainOptions = {},
): void {
  test.each(cases)(`${title} (%s, %s SDK)`, (library, sdk) =>
    withRegisteredTelemetry(sdk, async ({ providers, sent, tree }) => {
      const langgraph = libraries[
        library as keyof typeof libraries
      ] as unknown as Case['langgraph'];
      const stub = await startModelStub();
      const stop = observeLangChain(langchain, { ...providers, ...given });
      const model: Case['model'] = (name, fields) => modelOf(stub, name, fields);
      try {
        await body({ langgraph, stub, model, sent, tree });
      } finally {
        stop();
        stub.close();
      }
    }),
  );
}

export const modelOf = (stub: ModelStub, model = 'gpt', fields: ChatOpenAIFields = {}) =>
  new ChatOpenAI({
    model,
    apiKey: 'none',
    temperature: 0.5,
    maxTokens: 100,
    maxRetries: 0,
    ...fields,
    configuration: { baseURL: stub.url, fetch: fetchInSpan },
  });

/** Stands for an instrumentation of HTTP: its span shows which context a request has. */
export const fetchInSpan = ((...request: Parameters<typeof fetch>) =>
  inSpan('HTTP', () => fetch(...request))) as typeof fetch;

export function inSpan<T>(name: string, work: () => Promise<T>): Promise<T> {
  return trace.getTracer('test').startActiveSpan(name, (span) => work().finally(() => span.end()));
}

export const weather = tools.tool(
  async ({ city }: { city: string }) =>
    inSpan(`look up ${city}`, async () => ({ city, degrees: 20 })),
  { name: 'weather', description: 'The weather', schema: z.object({ city: z.string() }) },
);

export const failingWeather = tools.tool(
  async () => {
    throw new TypeError('no weather');
  },
  { name: 'weather', description: 'The weather', schema: z.object({ city: z.string() }) },
);

export const question = { messages: [{ role: 'user' as const, content: 'Is it warm?' }] };
