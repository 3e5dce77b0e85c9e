import { readCompletion } from './completion-stream.ts';
import { inference } from './gen-ai.ts';
import { toTracedMessage, toWireMessage, type Completion, type Message } from './messages.ts';
import { toolDefinitions } from './tools.ts';

const temperature = 0.2;
const maxTokens = 256;

/** A model behind a chat-completions API. */
export class ChatModel {
  readonly name: string;
  readonly #url: URL;

  constructor(url: URL, name: string) {
    this.#url = url;
    this.name = name;
  }

  chat(messages: readonly Message[]): Promise<Completion> {
    const options = {
      provider: 'example',
      model: this.name,
      temperature,
      maxTokens,
      outputType: 'text',
      stream: true,
      serverAddress: this.#url.hostname,
      serverPort: Number(this.#url.port),
      toolDefinitions,
      inputMessages: () => messages.map(toTracedMessage),
    };
    return inference(options, async (call) => {
      const completion = await this.#request(messages, () => call.chunk());
      const { id, model, finishReason, inputTokens, outputTokens } = completion;
      call.set({
        responseId: id,
        responseModel: model,
        finishReasons: [finishReason],
        usage: { inputTokens, outputTokens },
        outputMessages: () => [toTracedMessage({ role: 'assistant', ...completion })],
      });
      return completion;
    });
  }

  async #request(messages: readonly Message[], onChunk: () => void): Promise<Completion> {
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
    return readCompletion(response.body, onChunk);
  }
}
