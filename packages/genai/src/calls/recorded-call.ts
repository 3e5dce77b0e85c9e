import {
  SpanStatusCode,
  context as contextApi,
  trace,
  type Attributes,
  type Context,
  type Span,
  type TimeInput,
} from '@opentelemetry/api';
import { CallContent } from '../content/call-content';
import type { GenAiSettings } from '../settings/gen-ai-settings';
import type { StreamEvents } from '../streams/watched-emitter';
import { watchStream } from '../streams/watch-stream';
import { contextOfConversation } from '../telemetry/conversation';
import {
  callOf,
  withCall,
  type EnclosingAgent,
  type EnclosingCall,
} from '../telemetry/enclosing-call';
import { quietly } from '../telemetry/quietly';
import { sharedState } from '../telemetry/shared-state';
import { errorDetails } from '../values/error-details';
import { CallClock } from './call-clock';
import { CallData } from './call-data';
import type { CallScope } from './call-scope';
import { ChunkClock } from './chunk-clock';
import type { CallOptions, CallResult, GenAiCall } from './gen-ai-call';
import type { Operation } from './operation';
import { measureCall } from './measure-call';
import { startAttributes } from './start-attributes';
import { epochMillis, hrTime } from './time';

/** Whoever has seen a chunk. */
interface Teller {
  readonly isRecording: boolean;
}

/** A call with a span. */
export class RecordedCall implements GenAiCall<CallResult>, EnclosingCall {
  readonly enclosing: EnclosingCall | undefined;
  readonly agent: EnclosingAgent | undefined;
  readonly capturesContent: boolean;
  /** Whether a stream will end the call, and not the function that opened it. */
  isStreaming = false;
  isEnded = false;
  readonly #operation: Operation;
  readonly #scope: CallScope;
  readonly #settings: GenAiSettings;
  readonly #parent: Context;
  readonly #span: Span;
  readonly #clock: CallClock;
  readonly #data: CallData;
  #context: Context | undefined;
  #chunks: ChunkClock | undefined;
  #teller: Teller | undefined;

  constructor(operation: Operation, scope: CallScope, options: CallOptions) {
    const parent = options.context ?? contextApi.active();
    this.#operation = operation;
    this.#scope = scope;
    this.#settings = scope.settings.current;
    this.#parent = parent;
    this.enclosing = callOf(parent);
    const known = startAttributes(operation, options, parent, this.enclosing?.agent);
    this.#data = new CallData(operation, known);
    this.agent = this.#agentOf(operation);
    const target = operation.target(options);
    const name = operation.name(options);
    this.#clock = new CallClock(options.startTime);
    const start = this.#clock.givenStart;
    this.#span = scope.providers.tracer.startSpan(
      typeof target === 'string' && target !== '' ? `${name} ${target}` : name,
      {
        kind: operation.spanKind(options),
        attributes: known,
        ...(start === undefined ? {} : { startTime: hrTime(start) }),
      },
      parent,
    );
    this.capturesContent = this.#isContentWanted();
    if (this.capturesContent) {
      const content = new CallContent(this.#settings.content, operation.kind);
      content.add(operation.optionContent, options);
      this.#data.content = content;
    }
  }

  get kind(): string {
    return this.#operation.kind;
  }

  get toolName(): string | undefined {
    return this.#data.known['gen_ai.tool.name'] as string | undefined;
  }

  get isRecording(): boolean {
    return !this.isEnded;
  }

  get context(): Context {
    return (this.#context ??= this.#makeContext());
  }

  run<T>(fn: () => T): T {
    return contextApi.with(this.context, fn);
  }

  set(result: CallResult): void {
    if (!this.isEnded) this.#data.set(result);
  }

  chunk(): void {
    this.#chunkBy(this);
  }

  innerChunk(by: Teller): void {
    this.#chunkBy(by);
  }

  /** Several calls may see the same chunk, the innermost one first: the first one counts, until it has ended. */
  #chunkBy(teller: Teller): void {
    if (this.#teller?.isRecording !== true) this.#teller = teller;
    if (this.#teller === teller) this.#tick();
  }

  #tick(): void {
    if (this.isEnded) return;
    const clock = (this.#chunks ??= new ChunkClock(this.#clock.startMillis));
    if (!clock.tick(performance.now())) return;
    quietly(() => clock.recordIntervals(this.#scope.instruments, this.#data.all(), this.context));
  }

  stream<Source>(source: Source, onChunk?: (chunk: never) => void, events?: StreamEvents): Source {
    if (this.isEnded) return source;
    const watched = watchStream(
      source,
      {
        context: this.context,
        onChunk: (chunk) => {
          this.chunk();
          onChunk?.(chunk as never);
        },
        onEnd: () => this.end(),
        onCancel: () => this.end(),
        onError: (error) => this.fail(error),
        owner: this,
      },
      events,
    );
    if (watched === undefined) return source;
    this.isStreaming = true;
    return watched as Source;
  }

  enrich(options: object | undefined, result: object | undefined): void {
    if (!this.isEnded) this.#data.enrich(options, result);
  }

  end(result?: CallResult, endTime?: TimeInput): void {
    if (this.isEnded) return;
    if (result !== undefined) this.set(result);
    this.#finish(endTime);
  }

  fail(error: unknown, result?: CallResult, endTime?: TimeInput): void {
    if (this.isEnded) return;
    if (result !== undefined) this.set(result);
    quietly(() => this.#noteError(error));
    this.#finish(endTime);
  }

  /** The call ended with its last chunk, as far as anybody knows. */
  abandon(): void {
    if (this.isEnded) return;
    sharedState.stats.abandonedStreams++;
    const last = this.#chunks?.lastMillis;
    if (last === undefined) this.end();
    else this.end(undefined, performance.timeOrigin + last);
  }

  #noteError(error: unknown): void {
    const details = errorDetails(error);
    const { errorType } = this.#settings;
    const type = (errorType && quietly(() => errorType(error))) ?? details.type;
    this.#data.setErrorType(typeof type === 'string' ? type : details.type);
    this.#span.setStatus({ code: SpanStatusCode.ERROR, message: details.message });
    const { exceptionEvent } = this.#operation;
    if (exceptionEvent !== undefined) {
      this.#scope.events.exception(this.context, exceptionEvent, details);
    }
  }

  #finish(endTime: TimeInput | undefined): void {
    this.isEnded = true;
    const end = epochMillis(endTime);
    quietly(() => this.#record(end));
    quietly(() => this.#span.end(end === undefined ? undefined : hrTime(end)));
  }

  #record(endMillis: number | undefined): void {
    const found = this.#data.found();
    const all = { ...this.#data.known, ...found };
    const measured = quietly(() => this.#measure(all, endMillis));
    const content = this.#data.content?.finish();
    const { onSpans, inEvents } = this.#settings;
    this.#span.setAttributes(Object.assign(found, measured, onSpans ? content : undefined));
    if (inEvents && content !== undefined && this.kind === 'inference') {
      this.#scope.events.details(this.context, { ...all, ...measured, ...content });
    }
  }

  #measure(attributes: Attributes, endMillis: number | undefined): Attributes {
    return measureCall(this.#operation, this.#scope, this.context, {
      attributes,
      seconds: this.#clock.secondsUntil(endMillis),
      chunks: this.#chunks,
      agent: this.agent,
      cost: this.#settings.cost,
    });
  }

  #isContentWanted(): boolean {
    const { onSpans, inEvents } = this.#settings;
    if (!onSpans && !inEvents) return false;
    if (onSpans && this.#span.isRecording()) return true;
    return inEvents && this.kind === 'inference' && this.#scope.events.wantsDetails(this.context);
  }

  #agentOf({ measures }: Operation): EnclosingAgent | undefined {
    const enclosing = this.enclosing?.agent;
    if (measures === 'agent') {
      const agentName = this.#data.known['gen_ai.agent.name'] as string | undefined;
      return { agentName, inferenceCalls: 0, toolCalls: 0 };
    }
    if (enclosing !== undefined && measures === 'inference') enclosing.inferenceCalls++;
    if (enclosing !== undefined && measures === 'tool') enclosing.toolCalls++;
    return enclosing;
  }

  #makeContext(): Context {
    const context = withCall(trace.setSpan(this.#parent, this.#span), this);
    const conversationId = this.#data.known['gen_ai.conversation.id'];
    return typeof conversationId === 'string'
      ? contextOfConversation(context, conversationId)
      : context;
  }
}
