import { tracingChannel } from 'node:diagnostics_channel';
import { kinds } from 'option-check';
import { createGenAi } from '../operations';
import { readEntryOptions } from '../settings/entry-options';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { quietly } from '../telemetry/quietly';
import type { AiMessage, ToolEvent } from './ai-events';
import { AiRecorder } from './ai-recorder';
import { contextStore } from './context-store';
import { register, unregister } from './other-integrations';

/** Options of {@link observeAi}. */
export interface ObserveAiOptions extends Omit<GenAiScopeOptions, 'name' | 'version'> {
  /**
   * Whether to record while another integration that makes spans is registered with the AI SDK, such as `@ai-sdk/otel`. Default: false,
   * so the other integration records alone.
   */
  besideOthers?: boolean | undefined;
  /**
   * Whether a later call of `observeAi` replaces this one. Default: false, so a later call has no effect. The preload of
   * `@otel-native/sdk` sets it.
   */
  replaceable?: boolean | undefined;
}

/** `AI_SDK_TELEMETRY_TRACING_CHANNEL` of the AI SDK. */
const kChannel = 'ai:telemetry';

/**
 * Records all calls of the Vercel AI SDK 7, in copies that are loaded before or after: `invoke_agent` for each `generateText` and
 * `streamText`, below it `chat` for each call of a model, and `execute_tool` for each tool; `embeddings` for `embed` and `embedMany`.
 * Requests to providers, and the work of tools, become children of these spans.
 *
 * Loads nothing and patches nothing. `telemetry: { isEnabled: false }` keeps a call out; `recordInputs` and `recordOutputs`
 * limit its content. A second call has no effect while the first one records, unless the first one is `replaceable`.
 *
 * @returns a function that stops the recording
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
 */
export function observeAi(options: ObserveAiOptions = {}): () => void {
  const { own, scope } = readEntryOptions('ai', options, {
    besideOthers: kinds.boolean,
    replaceable: kinds.boolean,
  });
  const recorder = new AiRecorder(createGenAi(scope), own.besideOthers ?? false);

  const integration = integrationOf(recorder);
  const channel = tracingChannel<unknown, AiMessage>(kChannel);
  const asyncEnd = (message: AiMessage) => void quietly(() => recorder.settled(message));
  const listeners = { asyncEnd } as Parameters<typeof channel.subscribe>[0];
  let isStopped = false;
  const stop = () => {
    // The store may belong to a later call by now.
    if (isStopped) return;
    isStopped = true;
    channel.start.unbindStore(contextStore);
    channel.unsubscribe(listeners);
    unregister(integration);
  };
  if (!register(integration, own.replaceable ? stop : undefined)) return () => {};
  channel.start.bindStore(contextStore, (message) =>
    quietly(() => recorder.started(message as AiMessage)),
  );
  channel.subscribe(listeners);
  return stop;
}

/**
 * What the AI SDK's channel does not carry: how a stream ended, and what a call has kept back. For each of these functions, the SDK copies
 * and filters the event, so there are few: none for the end of all, which would copy every step.
 */
function integrationOf(recorder: AiRecorder): object {
  const told =
    <Event>(listener: (event: Event) => void) =>
    (event: Event) =>
      void quietly(() => listener(event));
  const toolAnswered = told(recorder.toolAnswered.bind(recorder));
  return {
    onLanguageModelCallEnd: told(recorder.modelCallEnded.bind(recorder)),
    onEmbedEnd: told(recorder.embedded.bind(recorder)),
    onError: told(recorder.failed.bind(recorder)),
    onAbort: told(recorder.aborted.bind(recorder)),
    // Read whenever a call starts.
    get onToolExecutionEnd() {
      return recorder.wantsToolOutputs ? toolAnswered : undefined;
    },
    async executeTool(tool: ToolEvent & { execute: () => Promise<unknown> }) {
      try {
        return await tool.execute();
      } catch (error) {
        quietly(() => recorder.toolFailed(tool, error));
        throw error;
      }
    },
  };
}
