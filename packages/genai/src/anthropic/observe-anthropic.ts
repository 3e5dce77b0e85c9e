import type { MeterProvider } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import { CallScope } from '../calls/call-scope';
import { membersOf, type Members } from '../clients/members';
import { clientKind, observeClient } from '../clients/observed-client';
import { recordersOf } from '../operations/gen-ai';
import { serverOf } from '../operations/server-address';
import { checkTarget, scopeOf } from '../settings/entry-options';
import { quietly } from '../telemetry/quietly';
import { ClientErrors } from './client-errors';
import { messagesApi } from './messages';

/** Options of {@link observeAnthropic}. */
export interface ObserveAnthropicOptions {
  /** `gen_ai.provider.name`. Default: the one that the client's own spans have, else `anthropic`. */
  provider?: string | undefined;
  /** Default: the provider that is registered with the API. */
  meterProvider?: MeterProvider | undefined;
}

const optionKinds = {
  provider: kinds.text,
  meterProvider: kinds.withMethods('a MeterProvider', 'getMeter'),
} as const satisfies OptionTable<ObserveAnthropicOptions>;

/** The clients of `@anthropic-ai/sdk` fit this interface: `Anthropic`, and classes that extend it. */
export interface AnthropicClient {
  /** The URL of the provider. */
  baseURL: string;
  /** Has `create`, which asks a model. */
  messages: object;
}

const resourcesOf = ({ messages, beta }: Members) => [messages, membersOf(beta)['messages']];
const kClient = clientKind('a client of @anthropic-ai/sdk, such as new Anthropic()', resourcesOf);

const kLibrary = {
  entry: 'anthropic',
  name: '@anthropic-ai/sdk',
  testedVersions: '0.60.0 to 1.14.0',
};
const kObserved = Symbol.for('otel-native.genai.anthropic.1');

/**
 * Records the metrics of one client of Anthropic, and of those that its `withOptions()` makes: duration, time to the first chunk and
 * between chunks, and tokens, of `messages.create`, of `beta.messages.create`, and of the helpers that call them. Since version
 * 0.134 the client makes its own spans, but no metrics; this function adds no second span.
 *
 * Returns the same client, so `instanceof` and private fields work as before. A second call for the same client has no effect.
 *
 * ```ts
 * const anthropic = observeAnthropic(new Anthropic());
 * ```
 *
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option, or anything but a client
 * @see https://github.com/open-telemetry/semantic-conventions-genai/blob/v0.1.0/docs/gen-ai/gen-ai-metrics.md
 */
export function observeAnthropic<Client extends AnthropicClient>(
  client: Client,
  options: ObserveAnthropicOptions = {},
): Client {
  checkTarget('client', client, kClient);
  const { provider, meterProvider } = readOptions<ObserveAnthropicOptions>(options, optionKinds);
  const errors = new ClientErrors(client);
  const scope = new CallScope(
    {
      ...scopeOf('anthropic'),
      meterProvider,
      captureContent: 'NO_CONTENT',
      cost: false,
      errorType: (error) => errors.typeOf(error),
    },
    { onlyMeasures: true },
  );
  const api = messagesApi(errors);
  quietly(() =>
    observeClient(client, {
      mark: kObserved,
      library: kLibrary,
      genAi: recordersOf(scope),
      providerOf: (client) => ({
        provider: provider ?? nameOf(client['_genAIProviderName']),
        ...serverOf(client['baseURL']),
      }),
      apisOf: (client) => resourcesOf(client).map((resource) => [resource, api] as const),
    }),
  );
  return client;
}

/** Clients of other platforms, such as Bedrock, have another name on their spans. */
function nameOf(given: unknown): string {
  return typeof given === 'string' && given !== '' ? given : 'anthropic';
}
