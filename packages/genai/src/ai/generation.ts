import { trace, type Context } from '@opentelemetry/api';
import type { GenAiCall } from '../calls/gen-ai-call';
import type { AgentResult } from '../operations/agent';
import type { GenAi } from '../operations/gen-ai';
import type { InferenceResult } from '../operations/inference';
import type { ToolResult } from '../operations/tool';
import type {
  AiMessage,
  Answer,
  ModelCallEnd,
  ProviderResult,
  RequestEvent,
  StepResult,
  ToolEvent,
  ToolOutput,
} from './ai-events';
import {
  agentOptions,
  answerResult,
  inferenceOptions,
  modelCallResult,
  outputTypeOf,
  providerResult,
  stepResult,
} from './ai-options';
import { KeptBack } from './kept-back';
import { sumOfUsage } from './sum-of-usage';

/** An error, and when it happened. */
interface Failure {
  readonly error: unknown;
  readonly atMillis: number;
}

/** A call of a model, with all its attempts. */
interface ModelCall {
  readonly call: GenAiCall<InferenceResult>;
  /** How the last attempt failed. Another attempt may follow. */
  failure?: Failure | undefined;
  /** When a call that does not stream was answered. */
  answeredAtMillis?: number;
  /** What the provider returned itself. */
  result?: InferenceResult;
}

/** A tool that runs. */
interface ToolCall {
  readonly id: string;
  readonly call: GenAiCall<ToolResult>;
}

/**
 * One `generateText` or `streamText`: an agent that calls models and tools.
 *
 * Its methods end what ends, in any order: some things are said twice, by the channel and to integrations, and some by one of them
 * alone. What is said of something that has ended has no effect.
 */
export class Generation {
  readonly agent: GenAiCall<AgentResult>;
  readonly #genAi: GenAi;
  readonly #isStream: boolean;
  readonly #keptBack: KeptBack;
  readonly #outputType: string | undefined;
  /** The tools that run, by the messages that started them: providers may give several calls of tools one id. */
  readonly #tools = new Map<AiMessage, ToolCall>();
  #model: ModelCall | undefined;
  /** What the model answered last, with the usage of all calls. */
  #answer: Answer = {};

  constructor(genAi: GenAi, event: RequestEvent, isStream: boolean) {
    this.#genAi = genAi;
    this.#isStream = isStream;
    this.#keptBack = new KeptBack(event);
    this.#outputType = outputTypeOf(event);
    this.agent = genAi.agent.start(agentOptions(event));
  }

  /** Returns the context of the request. An attempt after one that failed belongs to the same call. */
  startModelCall(event: RequestEvent): Context {
    const model = this.#model;
    if (model?.failure !== undefined) {
      model.failure = undefined;
      return model.call.context;
    }
    this.#endModelCall();
    const options = inferenceOptions(event, this.#isStream, this.#outputType);
    const call = this.#genAi.inference.start({ ...options, context: this.agent.context });
    this.#model = { call };
    return call.context;
  }

  /** A provider has answered, or begun to stream, or failed. */
  attemptEnded(error: unknown, result: ProviderResult | undefined): void {
    const model = this.#model;
    if (model === undefined) return;
    const now = performance.now();
    if (result !== undefined) model.result = providerResult(result);
    if (error !== undefined) model.failure = { error, atMillis: now };
    else if (!this.#isStream) model.answeredAtMillis = now;
  }

  /** The answer is complete. */
  modelCallEnded(event: ModelCallEnd): void {
    const model = this.#model;
    if (model === undefined) return;
    this.#model = undefined;
    const answer = this.#keptBack.answer(event);
    this.#answered(answer);
    model.call.end({ ...modelCallResult(answer), ...model.result }, model.answeredAtMillis);
  }

  /** A step is a call of a model and of the tools that it asks for. */
  stepEnded(result: StepResult | undefined): void {
    this.#endModelCall(result && this.#keptBack.answer(result));
  }

  startTool(message: AiMessage): Context {
    const { toolCall } = message.event as ToolEvent;
    const call = this.#genAi.tool.start({
      name: toolCall.toolName,
      type: toolCall.providerExecuted === true ? 'extension' : 'function',
      callId: toolCall.toolCallId,
      ...(!this.#keptBack.inputs && { arguments: () => toolCall.input }),
      context: this.agent.context,
    });
    this.#tools.set(message, { id: toolCall.toolCallId, call });
    return call.context;
  }

  /** The channel names the call of the tool by its message. */
  toolSettled(message: AiMessage, output: ToolOutput | undefined): void {
    const tool = this.#tools.get(message);
    this.#tools.delete(message);
    if (tool !== undefined) endTool(tool.call, this.#keptBack.toolOutput(output));
  }

  /** Called with the output of a tool. */
  toolAnswered(event: ToolEvent, output: ToolOutput | undefined): void {
    const call = this.#runningTool(event);
    if (call !== undefined) endTool(call, this.#keptBack.toolOutput(output));
  }

  toolFailed(event: ToolEvent, error: unknown): void {
    this.#runningTool(event)?.fail(this.#keptBack.error(error));
  }

  /** The AI SDK names the tool by its id only, and calls in the context of the tool. */
  #runningTool({ toolCall }: ToolEvent): GenAiCall<ToolResult> | undefined {
    const open = [...this.#tools.values()].filter(
      ({ id, call }) => id === toolCall.toolCallId && call.isRecording,
    );
    const span = trace.getActiveSpan();
    return (open.find(({ call }) => trace.getSpan(call.context) === span) ?? open[0])?.call;
  }

  end(): void {
    this.#endParts();
    this.agent.end(answerResult(this.#answer));
  }

  fail(error: unknown): void {
    const model = this.#model;
    this.#model = undefined;
    const { failure } = model ?? {};
    const modelError = this.#keptBack.error(failure?.error ?? error);
    model?.call.fail(modelError, undefined, failure?.atMillis);
    this.#endParts();
    this.agent.fail(this.#keptBack.error(error));
  }

  /** Nobody will read the answer, so nobody knows when it was complete. */
  abandon(): void {
    this.#endParts();
    this.agent.abandon();
  }

  #answered({ finishReason, usage, content }: Answer): void {
    const total = sumOfUsage(this.#answer.usage, usage);
    this.#answer = {
      ...(finishReason !== undefined && { finishReason }),
      ...(total !== undefined && { usage: total }),
      ...(content !== undefined && { content }),
    };
  }

  #endParts(): void {
    this.#endModelCall();
    for (const { call } of this.#tools.values()) call.end();
    this.#tools.clear();
  }

  #endModelCall(result?: StepResult): void {
    const model = this.#model;
    this.#model = undefined;
    if (model?.failure !== undefined) {
      const { error, atMillis } = model.failure;
      model.call.fail(this.#keptBack.error(error), undefined, atMillis);
    } else if (model !== undefined) {
      if (result !== undefined) this.#answered(result);
      model.call.end(result && stepResult(result), model.answeredAtMillis);
    }
  }
}

function endTool(call: GenAiCall<ToolResult>, output: ToolOutput | undefined): void {
  if (output?.type === 'tool-error') call.fail(output.error);
  else call.end({ result: () => output?.output });
}
