import { kinds } from 'option-check';
import { membersOf } from '../clients/members';
import { clientKind, observeClient, type ClientRecording } from '../clients/observed-client';
import { createGenAi } from '../operations';
import { checkTarget, readEntryOptions } from '../settings/entry-options';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { quietly } from '../telemetry/quietly';
import { chatApi } from './chat';
import { embeddingsApi } from './embeddings';
import { providerOf } from './provider';
import { responsesApi } from './responses';

const kLibrary = { entry: 'openai', name: 'openai', testedVersions: '5.0.1 to 7.59.0' };
const kObserved = Symbol.for('otel-native.genai.openai.1');

/** Options of {@link observeOpenAI}. */
export interface ObserveOpenAIOptions extends Omit<GenAiScopeOptions, 'name' | 'version'> {
  /**
   * `gen_ai.provider.name`. Default: `azure.ai.openai` for an `AzureOpenAI`, else the provider that the host of `baseURL` belongs to, such
   * as `groq` or `deepseek`, else `openai`.
   */
  provider?: string | undefined;
}

/** The clients of `openai` 5, 6 and 7 fit this interface: `OpenAI`, `AzureOpenAI`, and classes that extend them. */
export interface OpenAIClient {
  /** The URL of the provider. */
  baseURL: string;
  /** Holds `completions`. */
  chat: object;
  /** Has `create`, which makes embeddings. */
  embeddings: object;
}

const apisOf: ClientRecording['apisOf'] = ({ chat, responses, embeddings }) => [
  [membersOf(chat)['completions'], chatApi],
  [responses, responsesApi],
  [embeddings, embeddingsApi],
];
const kClient = clientKind('a client of openai, such as new OpenAI()', (client) =>
  apisOf(client).map(([resource]) => resource),
);

/**
 * Records the calls of one client of OpenAI, and of those that its `withOptions()` makes: `chat {model}` for chat completions and
 * responses, `embeddings {model}` for embeddings. The helpers `parse`, `stream` and `runTools` are recorded too. A call is one span, with
 * all its attempts, until its answer or its stream has been read.
 *
 * Returns the same client, so `instanceof` and private fields work as before. What its methods return keeps its abilities:
 * `withResponse()`, `asResponse()`, `tee()`, parsing when it is awaited. A second call for the same client has no effect.
 *
 * ```ts
 * const openai = observeOpenAI(new OpenAI());
 * ```
 *
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option, or anything but a client
 * @see https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/client-inference.md
 */
export function observeOpenAI<Client extends OpenAIClient>(
  client: Client,
  options: ObserveOpenAIOptions = {},
): Client {
  checkTarget('client', client, kClient);
  const { own, scope } = readEntryOptions('openai', options, { provider: kinds.text });
  const genAi = createGenAi(scope);
  quietly(() =>
    observeClient(client, {
      mark: kObserved,
      library: kLibrary,
      genAi,
      providerOf: (client) => providerOf(client, own.provider),
      apisOf,
    }),
  );
  return client;
}
