import {
  context,
  INVALID_SPAN_CONTEXT,
  SpanKind,
  trace,
  type Attributes,
  type Span,
} from '@opentelemetry/api';
import type { Channels } from '../base/channels';
import { isTracingSuppressed } from '../base/context-keys';
import { enterContext, type LeaveContext } from '../base/enter-context';
import type { Recorder } from '../base/instrumentation-class';
import { OfficialPatch } from '../base/official-patch';
import { recordFailure } from '../base/record-failure';
import type { Scope } from '../base/scope';
import { TracedCalls, type Outcome, type TracedCall } from '../base/traced-calls';
import { commandText } from './command-text';
import { Pipeline } from './pipeline';
import type { BatchMessage, CommandMessage, ConnectMessage } from './redis-messages';
import type { RedisInstrumentationConfig } from './redis-options';

/** A pipeline has no span: its commands have. */
const kNoSpan: Span = trace.wrapSpanContext(INVALID_SPAN_CONTEXT);

interface CommandCall extends TracedCall {
  readonly name: string;
  readonly args: string[];
  readonly pipeline: Pipeline | undefined;
}

interface BatchCall extends TracedCall {
  readonly isPipeline: boolean;
}

interface ConnectCall extends TracedCall {
  readonly leave: LeaveContext | undefined;
}

/** Records connections, commands and transactions of the package `redis`, which its tracing channels announce. */
export class RedisRecorder implements Recorder<RedisInstrumentationConfig> {
  readonly #scope: Scope;
  readonly #official: OfficialPatch;
  readonly #channels: readonly Pick<Channels, 'subscribe' | 'unsubscribe'>[];
  #config: RedisInstrumentationConfig = {};
  /** That whose commands are being sent. */
  #pipeline: Pipeline | undefined;

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#official = new OfficialPatch(scope, {
      official: '@opentelemetry/instrumentation-redis',
      library: '@redis/client',
      file: 'dist/lib/client/index.js',
      ownerOf: (exports) => (exports as { default?: { prototype?: object } }).default?.prototype,
      method: 'sendCommand',
      names: ['sendCommandPatch'],
    });
    this.#channels = [
      new TracedCalls<CommandMessage, CommandCall>(scope, 'node-redis:command', {
        begin: (message) => this.#beginCommand(message),
        finish: (call, message) => this.#finishCommand(call, message),
      }),
      new TracedCalls<BatchMessage, BatchCall>(scope, 'node-redis:batch', {
        begin: (message) => this.#beginBatch(message),
        returned: () => (this.#pipeline = undefined),
        finish: (call, message) => finishBatch(call, message),
      }),
      new TracedCalls<ConnectMessage, ConnectCall>(scope, 'node-redis:connect', {
        begin: (message) => this.#beginConnect(message),
        returned: ({ leave }) => leave?.(),
        finish: ({ span }, { error }) => {
          if (error) recordFailure(span, error);
        },
      }),
    ];
  }

  configure(config: RedisInstrumentationConfig): void {
    this.#config = config;
  }

  start(): void {
    this.#official.start();
    for (const channels of this.#channels) channels.subscribe();
  }

  stop(): void {
    this.#official.stop();
    for (const channels of this.#channels) channels.unsubscribe();
    this.#pipeline = undefined;
  }

  #beginCommand(message: CommandMessage): CommandCall | undefined {
    if (!this.#records(this.#config.requireParentSpan === true)) return undefined;
    const [name = '', ...args] = message.args;
    const pipeline = message.batchMode === undefined ? undefined : this.#pipeline;
    pipeline?.add(name);
    const attributes = serverAttributes(message);
    attributes['db.operation.name'] = name;
    const text = this.#textOf(name, args);
    if (text != null) attributes['db.query.text'] = text;
    return { span: this.#startSpan(`redis-${name}`, attributes), name, args, pipeline };
  }

  /** Whether the official instrumentation leaves a call to this one, in a context to record. */
  #records(requiresParent: boolean): boolean {
    const active = context.active();
    if (isTracingSuppressed(active) || this.#official.isActive) return false;
    return !requiresParent || trace.getSpan(active) !== undefined;
  }

  #textOf(name: string, args: string[]): string | undefined {
    const { dbStatementSerializer } = this.#config;
    if (dbStatementSerializer === undefined) return commandText(name, args);
    return this.#scope.runHook('dbStatementSerializer', () => dbStatementSerializer(name, args));
  }

  #startSpan(name: string, attributes: Attributes): Span {
    return this.#scope.telemetry.tracer.startSpan(name, { kind: SpanKind.CLIENT, attributes });
  }

  #finishCommand({ span, name, args, pipeline }: CommandCall, message: Outcome): void {
    if (pipeline !== undefined) span.setAttribute('db.operation.name', pipeline.operationName);
    if (message.error) {
      recordFailure(span, message.error);
      return;
    }
    const { responseHook } = this.#config;
    if (responseHook !== undefined)
      this.#scope.runHook('responseHook', () => responseHook(span, name, args, message.result));
  }

  /** A pipeline announces its commands next, and a transaction does not: that gets a span of its own. */
  #beginBatch(message: BatchMessage): BatchCall | undefined {
    if (!this.#records(this.#config.requireParentSpan === true)) return undefined;
    if (message.batchMode === 'PIPELINE') {
      this.#pipeline = new Pipeline();
      return { span: kNoSpan, isPipeline: true };
    }
    const attributes = serverAttributes(message);
    attributes['db.operation.name'] = message.batchMode;
    attributes['db.operation.batch.size'] = message.batchSize;
    return { span: this.#startSpan(`redis-${message.batchMode}`, attributes), isPipeline: false };
  }

  #beginConnect(message: ConnectMessage): ConnectCall | undefined {
    if (!this.#records(false)) return undefined;
    const span = this.#startSpan('redis-connect', serverAttributes(message));
    return { span, leave: enterContext(trace.setSpan(context.active(), span)) };
  }
}

/** A transaction fails as a whole, or answers with the errors of its commands among the replies. */
function finishBatch({ span, isPipeline }: BatchCall, { error, result }: Outcome): void {
  if (isPipeline) return;
  const replies = Array.isArray(result) ? (result as readonly unknown[]) : [];
  const errors = error ? [error] : replies.filter((reply) => reply instanceof Error);
  for (const one of errors.toReversed()) recordFailure(span, one);
}

function serverAttributes({ serverAddress, serverPort }: ConnectMessage): Attributes {
  const attributes: Attributes = { 'db.system.name': 'redis' };
  if (serverAddress !== undefined) attributes['server.address'] = serverAddress;
  if (serverPort !== undefined) attributes['server.port'] = serverPort;
  return attributes;
}
