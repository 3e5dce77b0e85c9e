import { SpanKind, type Span } from '@opentelemetry/api';

import { readCompletion } from './completion-stream.ts';
import { inSpan } from './in-span.ts';
import { toTracedMessage, toWireMessage, type Completion, type Message } from './messages.ts';
import { toolDefinitions } from './tools.ts';

const temperature = 0.2;
const maxTokens = 256;

/** A model behind a chat-completions API. Every call is a span as the GenAI semantic conventions describe it. */
export class ChatModel {
  readonly name: string;
  readonly #url: URL;

  constructor(url: URL, name: string) {
    this.#url = url;
    this.name = name;
  }

  chat(messages: readonly Message[]): Promise<Completion> {
    const attributes = {
      'gen_ai.operation.name': 'chat',
      'gen_ai.provider.name': 'example',
      'gen_ai.request.model': this.name,
      'gen_ai.request.temperature': temperature,
      'gen_ai.request.max_tokens': maxTokens,
      'gen_ai.output.type': 'text',
      'server.address': this.#url.hostname,
      'server.port': Number(this.#url.port),
      'gen_ai.tool.definitions': toolDefinitions,
      'gen_ai.input.messages': messages.map(toTracedMessage),
    };
    const options = { kind: SpanKind.CLIENT, attributes };
    return inSpan(`chat ${this.name}`, options, async (span) => {
      const completion = await this.#request(messages, span);
      traceCompletion(span, completion);
      return completion;
    });
  }

  async #request(messages: readonly Message[], span: Span): Promise<Completion> {
    const response = await fetch(this.#url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        model: this.name,
        temperature,
        max_tokens: maxTokens,
        stream: true,
        tools: toolDefinitions.map(({ type, ...definition }) => ({ type, function: definition })),
        messages: messages.map(toWireMessage),
      }),
    });
    if (!response.ok || response.body === null) {
      await response.body?.cancel();
      throw new Error(`the model answered ${response.status}`);
    }
    return readCompletion(response.body, () => span.addEvent('gen_ai.first_chunk'));
  }
}

function traceCompletion(span: Span, completion: Completion): void {
  const message = toTracedMessage({ role: 'assistant', ...completion });
  span.setAttributes({
    'gen_ai.response.id': completion.id,
    'gen_ai.response.model': completion.model,
    'gen_ai.response.finish_reasons': [completion.finishReason],
    'gen_ai.usage.input_tokens': completion.inputTokens,
    'gen_ai.usage.output_tokens': completion.outputTokens,
    'gen_ai.output.messages': [{ ...message, finish_reason: completion.finishReason }],
  });
}
