import { context, SpanKind, SpanStatusCode, type Attributes } from '@opentelemetry/api';
import { isTracingSuppressed } from '../base/context-keys';
import type { Recorder } from '../base/instrumentation-class';
import { OfficialPatch } from '../base/official-patch';
import type { Scope } from '../base/scope';
import { TracedCalls, type Outcome, type TracedCall } from '../base/traced-calls';
import type { QueryMessage } from './mysql2-messages';
import type { MySQL2InstrumentationConfig } from './mysql2-options';
import { queryText, spanName, statementOf } from './query-text';

/** Records queries and prepared statements of mysql2, which its tracing channels announce. */
export class MySQL2Recorder implements Recorder<MySQL2InstrumentationConfig> {
  readonly #scope: Scope;
  readonly #official: OfficialPatch;
  readonly #channels: readonly TracedCalls<QueryMessage, TracedCall>[];
  #config: MySQL2InstrumentationConfig = {};

  constructor(scope: Scope) {
    this.#scope = scope;
    this.#official = new OfficialPatch(scope, {
      official: '@opentelemetry/instrumentation-mysql2',
      library: 'mysql2',
      file: 'lib/connection.js',
      ownerOf: ownerOfQuery,
      method: 'query',
      names: ['query'],
    });
    this.#channels = [this.#record('mysql2:query', true), this.#record('mysql2:execute', false)];
  }

  configure(config: MySQL2InstrumentationConfig): void {
    this.#config = config;
    if (config.addSqlCommenterCommentToQueries === true)
      this.#scope.warn(
        'addSqlCommenterCommentToQueries has no effect: a diagnostics channel cannot change a query',
      );
  }

  start(): void {
    this.#official.start();
    for (const channels of this.#channels) channels.subscribe();
  }

  stop(): void {
    this.#official.stop();
    for (const channels of this.#channels) channels.unsubscribe();
  }

  #record(channel: string, hasValuesInside: boolean): TracedCalls<QueryMessage, TracedCall> {
    return new TracedCalls<QueryMessage, TracedCall>(this.#scope, channel, {
      begin: (message) => this.#begin(message, hasValuesInside),
      finish: (call, message) => this.#finish(call, message),
    });
  }

  #begin(message: QueryMessage, hasValuesInside: boolean): TracedCall | undefined {
    const parent = context.active();
    if (isTracingSuppressed(parent) || this.#official.isActive) return undefined;
    const statement = statementOf(message, hasValuesInside);
    const attributes: Attributes = {};
    if (message.database !== '') attributes['db.namespace'] = message.database;
    attributes['server.address'] = message.serverAddress;
    if (message.serverPort !== undefined) attributes['server.port'] = message.serverPort;
    attributes['db.system.name'] = 'mysql';
    attributes['db.query.text'] = queryText(statement, this.#config, this.#scope);
    const options = { kind: SpanKind.CLIENT, attributes };
    return { span: this.#scope.telemetry.tracer.startSpan(spanName(statement), options, parent) };
  }

  #finish({ span }: TracedCall, { error, result }: Outcome): void {
    if (error) {
      const { message } = error as Error;
      span.setStatus({ code: SpanStatusCode.ERROR, message });
      return;
    }
    const { responseHook } = this.#config;
    if (responseHook !== undefined)
      this.#scope.runHook('responseHook', () => responseHook(span, { queryResults: result }));
  }
}

/** The class that is exported inherits the methods. */
function ownerOfQuery(exports: unknown): object | undefined {
  let owner = (exports as { prototype?: object }).prototype;
  while (owner && !Object.hasOwn(owner, 'query')) {
    owner = Object.getPrototypeOf(owner) as object | undefined;
  }
  return owner;
}
