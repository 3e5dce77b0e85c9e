import * as newest from '@openai/agents';
import {
  observeOpenAIAgents,
  type ObserveOpenAIAgentsOptions,
} from '@otel-native/genai/openai-agents';
import { OpenAI } from 'openai';
import * as lowest from 'openai-agents-0';
import { z } from 'zod';
import { fetchInSpan, inSpan } from '../langchain/cases';
import { startModelStub, type ModelStub } from '../openai/model-stub';
import { withRegisteredTelemetry } from '../support/registered-telemetry';
import { sdkNames, type Sent } from '../support/telemetry';

export type Library = typeof newest;

/** The lowest and the newest version. What they have alike is typed as the newest one. */
export const libraries: Readonly<Record<string, Library>> = {
  'agents 0.12': lowest as unknown as Library,
  'agents 0.20': newest,
};

const cases = Object.keys(libraries).flatMap((library) =>
  sdkNames.map((sdk) => [library, sdk] as const),
);

/** A test with one version of the library and one SDK. */
export interface Case {
  readonly library: Library;
  readonly runner: newest.Runner;
  readonly stub: ModelStub;
  /** The same agent with another model, or other tools. */
  agent(model?: string, tools?: newest.Tool[]): newest.Agent;
  sent(): Promise<Sent>;
  tree(): Promise<string[]>;
}

/** Runs a test with each version of the library and with each SDK. */
export function withEachLibrary(
  title: string,
  api: 'chat_completions' | 'responses',
  body: (one: Case) => Promise<void>,
  given: ObserveOpenAIAgentsOptions = {},
): void {
  test.each(cases)(`${title} (%s, %s SDK)`, (name, sdk) =>
    withRegisteredTelemetry(sdk, async ({ providers, sent, tree }) => {
      const library = libraries[name]!;
      const stub = await startModelStub();
      startTracing(library);
      const runner = runnerOf(library, api, clientOf(stub));
      const stop = observeOpenAIAgents(library, { ...providers, ...given });
      const agent: Case['agent'] = (model, tools) => agentOf(library, model, tools);
      try {
        await body({ library, runner, stub, agent, sent, tree });
      } finally {
        stop();
        stub.close();
      }
    }),
  );
}

export const clientOf = (stub: ModelStub) =>
  new OpenAI({ apiKey: 'none', baseURL: stub.url, maxRetries: 0, fetch: fetchInSpan });

/** Where traces go to OpenAI there is another processor before ours. */
const nothing = async () => {};

export const other = {
  onTraceStart: nothing,
  onTraceEnd: nothing,
  onSpanStart: nothing,
  onSpanEnd: nothing,
  shutdown: nothing,
  forceFlush: nothing,
};

/** A span that no convention has. */
export const work = { data: { name: 'work', data: {} } };

export function startTracing(library: Library): void {
  library.setTraceProcessors([other]);
  // The library does not trace where it finds a test.
  library.setTracingDisabled(false);
}

export function runnerOf(
  library: Library,
  api: 'chat_completions' | 'responses',
  openAIClient: OpenAI,
): newest.Runner {
  const useResponses = api === 'responses';
  const modelProvider = new library.OpenAIProvider({
    openAIClient: openAIClient as never,
    useResponses,
  });
  return new library.Runner({ modelProvider });
}

export function agentOf(
  library: Library,
  model = 'gpt',
  tools = [weatherOf(library)],
): newest.Agent {
  const modelSettings = { temperature: 0.5 };
  return new library.Agent({
    name: 'weather-agent',
    instructions: 'Be brief.',
    model,
    tools,
    modelSettings,
  });
}

export const weatherOf = (library: Library, execute = lookUp) =>
  library.tool({
    name: 'weather',
    description: 'The weather',
    parameters: z.object({ city: z.string() }),
    execute,
  }) as newest.Tool;

const lookUp = ({ city }: { city: string }): Promise<unknown> =>
  inSpan(`look up ${city}`, async () => ({ city, degrees: 20 }));
