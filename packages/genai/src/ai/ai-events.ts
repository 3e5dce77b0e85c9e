/**
 * What the AI SDK reports, as far as it is read here: messages of its tracing channel, and events for registered integrations. Members
 * are optional, as `recordInputs` and `recordOutputs` leave them out, and as the SDK's versions differ.
 */
export interface AiMessage {
  readonly type: string;
  readonly event: AiEvent;
  readonly result?: unknown;
  readonly error?: unknown;
}

/** What every event says. */
export interface AiEvent {
  /** The same for all that belongs to one `generateText` or `streamText`. */
  readonly callId: string;
  readonly functionId?: string;
  readonly recordInputs?: boolean;
  readonly recordOutputs?: boolean;
}

/** The start of `generateText`, of `streamText`, or of a call of a model. */
export interface RequestEvent extends AiEvent {
  readonly provider: string;
  readonly modelId: string;
  readonly instructions?: unknown;
  readonly messages?: unknown;
  readonly tools?: unknown;
  readonly output?: { readonly name?: unknown };
  readonly maxOutputTokens?: number;
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly presencePenalty?: number;
  readonly frequencyPenalty?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
}

export interface Usage {
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly inputTokenDetails?: {
    readonly cacheReadTokens?: number;
    readonly cacheWriteTokens?: number;
  };
  readonly outputTokenDetails?: { readonly reasoningTokens?: number };
}

/** What a model answered, or the last step of a generation. */
export interface Answer {
  readonly finishReason?: string;
  readonly usage?: Usage;
  readonly content?: readonly unknown[];
}

/** The end of a call of a model, for integrations. */
export interface ModelCallEnd extends AiEvent, Answer {
  readonly modelId?: string;
  readonly responseId?: string;
  readonly request?: { readonly url?: string };
  readonly performance?: { readonly timeToFirstOutputMs?: number };
}

/** The result of a call of a model, on the channel. A stream names no model yet. */
export interface ProviderResult {
  readonly response?: { readonly id?: string; readonly modelId?: string };
  readonly request?: { readonly url?: string };
}

/** The result of a step, on the channel. */
export interface StepResult extends Answer, ProviderResult {}

export interface ToolEvent extends AiEvent {
  readonly toolCall: {
    readonly toolCallId: string;
    readonly toolName: string;
    readonly input?: unknown;
    readonly providerExecuted?: boolean;
  };
}

/** What became of a tool: `tool-result` or `tool-error`. */
export interface ToolOutput {
  readonly type?: string;
  readonly output?: unknown;
  readonly error?: unknown;
}

export interface EmbedEvent extends AiEvent {
  readonly provider: string;
  readonly modelId: string;
}

export interface EmbedResult {
  readonly usage?: { readonly tokens?: number };
  readonly embedding?: readonly number[];
  readonly embeddings?: readonly (readonly number[])[];
}
