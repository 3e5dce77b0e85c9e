import { diag, type Context } from '@opentelemetry/api';
import type { GenAiCall } from '../calls/gen-ai-call';
import type { EmbeddingsResult } from '../operations/embeddings';
import type { GenAi } from '../operations/gen-ai';
import type {
  AiEvent,
  AiMessage,
  EmbedEvent,
  EmbedResult,
  ModelCallEnd,
  ProviderResult,
  RequestEvent,
  StepResult,
  ToolEvent,
  ToolOutput,
} from './ai-events';
import { Generation } from './generation';
import { hasOtherTracing } from './other-integrations';
import { providerName } from './provider-names';

/** One `embed` or `embedMany`. */
interface EmbeddingsCall {
  readonly call: GenAiCall<EmbeddingsResult>;
  /** The sum of what its requests have reported so far. Undefined before the first report. */
  inputTokens: number | undefined;
}

/** Records what the AI SDK reports: on its channel, and to registered integrations. */
export class AiRecorder {
  readonly #genAi: GenAi;
  readonly #isBesideOthers: boolean;
  readonly #generations = new Map<string, Generation>();
  readonly #embeddings = new Map<string, EmbeddingsCall>();
  /** The SDK holds a message until its work settles. A stream that nobody reads to its end never does. */
  readonly #dropped = new FinalizationRegistry<string>((callId) => this.#take(callId)?.abandon());
  #hasSaid = false;

  constructor(genAi: GenAi, isBesideOthers: boolean) {
    this.#genAi = genAi;
    this.#isBesideOthers = isBesideOthers;
  }

  /** Something starts. Returns the context that it runs in; undefined for the present one. */
  started(message: AiMessage): Context | undefined {
    const { type, event } = message;
    switch (type) {
      case 'generateText':
      case 'streamText':
        return this.#startGeneration(message, event as RequestEvent);
      case 'languageModelCall':
        return this.#generations.get(event.callId)?.startModelCall(event as RequestEvent);
      case 'executeTool':
        return this.#generations.get(event.callId)?.startTool(message);
      case 'embed':
      case 'embedMany':
        return this.#startEmbeddings(event as EmbedEvent);
      default:
        return undefined;
    }
  }

  /** Something has settled. */
  settled(message: AiMessage): void {
    const { type, event, error, result } = message;
    const generation = this.#generations.get(event.callId);
    switch (type) {
      case 'generateText':
      case 'streamText':
        if (error !== undefined) this.failed({ ...event, error });
        else this.#take(event.callId)?.end();
        return;
      case 'step':
        // An error ends the generation too.
        if (error === undefined) generation?.stepEnded(result as StepResult | undefined);
        return;
      case 'languageModelCall':
        generation?.attemptEnded(error, result as ProviderResult | undefined);
        return;
      case 'executeTool':
        generation?.toolSettled(message, (result as { output?: ToolOutput } | undefined)?.output);
        return;
      case 'embed':
      case 'embedMany':
        this.#endEmbeddings(message);
    }
  }

  /** Whether it must be told what tools return. The channel says so too, unless the call keeps inputs or outputs back. */
  get wantsToolOutputs(): boolean {
    return this.#genAi.capturesContent;
  }

  modelCallEnded(event: ModelCallEnd): void {
    this.#generations.get(event.callId)?.modelCallEnded(event);
  }

  toolAnswered(event: ToolEvent & { toolOutput?: ToolOutput }): void {
    this.#generations.get(event.callId)?.toolAnswered(event, event.toolOutput);
  }

  toolFailed(event: ToolEvent, error: unknown): void {
    this.#generations.get(event.callId)?.toolFailed(event, error);
  }

  /** A request of one `embed` or `embedMany` was answered. */
  embedded({ callId, usage }: AiEvent & EmbedResult): void {
    const embeddings = this.#embeddings.get(callId);
    const tokens = tokensOf(usage);
    if (embeddings === undefined || tokens === undefined) return;
    embeddings.inputTokens = (embeddings.inputTokens ?? 0) + tokens;
  }

  failed(event: AiEvent & { error?: unknown }): void {
    this.#take(event.callId)?.fail(event.error);
  }

  aborted(event: AiEvent & { reason?: unknown }): void {
    this.#take(event.callId)?.fail(
      event.reason ?? new DOMException('The operation was aborted', 'AbortError'),
    );
  }

  #startGeneration(message: AiMessage, event: RequestEvent): Context | undefined {
    if (!this.#isBesideOthers && hasOtherTracing()) {
      this.#sayOnce();
      return undefined;
    }
    const generation = new Generation(this.#genAi, event, message.type === 'streamText');
    this.#generations.set(event.callId, generation);
    this.#dropped.register(message, event.callId);
    return generation.agent.context;
  }

  #startEmbeddings(event: EmbedEvent): Context | undefined {
    if (!this.#isBesideOthers && hasOtherTracing()) return undefined;
    const call = this.#genAi.embeddings.start({
      provider: providerName(event.provider),
      model: event.modelId,
    });
    this.#embeddings.set(event.callId, { call, inputTokens: undefined });
    return call.context;
  }

  #endEmbeddings({ event, error, result }: AiMessage): void {
    const embeddings = this.#embeddings.get(event.callId);
    if (embeddings === undefined) return;
    this.#embeddings.delete(event.callId);
    const { call } = embeddings;
    if (error !== undefined) return call.fail(error);
    const { embedding, embeddings: all, usage } = (result ?? {}) as EmbedResult;
    // A call with integrations of its own tells this one nothing but its result.
    const inputTokens = embeddings.inputTokens ?? tokensOf(usage);
    const isKeptBack = event.recordOutputs === false;
    const dimensionCount = isKeptBack ? undefined : (embedding ?? all?.[0])?.length;
    call.end({
      ...(inputTokens !== undefined && { usage: { inputTokens } }),
      ...(dimensionCount !== undefined && { dimensionCount }),
    });
  }

  #take(callId: string): Generation | undefined {
    const generation = this.#generations.get(callId);
    this.#generations.delete(callId);
    return generation;
  }

  #sayOnce(): void {
    if (this.#hasSaid) return;
    this.#hasSaid = true;
    diag.info(
      '@otel-native/genai/ai: another integration of the AI SDK records, and this one does not',
    );
  }
}

/** The AI SDK writes NaN where a provider reports nothing. */
function tokensOf(usage: EmbedResult['usage']): number | undefined {
  return Number.isNaN(usage?.tokens) ? undefined : usage?.tokens;
}
