import type { Attributes, Context } from '@opentelemetry/api';
import type { CallScope } from '../calls/call-scope';
import { sessionDurations } from './mcp-metrics';
import { memberOf, textOf, type Call, type Response } from './messages';
import type { Side } from './operation';

/** Newer revisions of the protocol have no sessions, and name the version in each request. */
const kVersionInMeta = 'io.modelcontextprotocol/protocolVersion';

/** A session begins with a request to initialize, and ends when the transport closes. Who sends the request is the client. */
export class Session {
  readonly #scope: CallScope;
  #side: Side | undefined;
  #startMillis = 0;
  #version: string | undefined;

  constructor(scope: CallScope) {
    this.#scope = scope;
  }

  get attributes(): Attributes {
    return this.#version === undefined ? {} : { 'mcp.protocol.version': this.#version };
  }

  /** A call was sent (by the client) or received (by the server). */
  called(call: Call, side: Side): void {
    this.#version = textOf(memberOf(call.params, '_meta'), kVersionInMeta) ?? this.#version;
    if (call.method !== 'initialize') return;
    this.#side = side;
    this.#startMillis = performance.now();
  }

  /** The request to initialize was answered. */
  answered({ result }: Response): void {
    this.#version = textOf(result, 'protocolVersion') ?? this.#version;
  }

  /** @param connection attributes of the transport */
  end(connection: Attributes, context: Context): void {
    if (this.#side === undefined) return;
    const seconds = (performance.now() - this.#startMillis) / 1000;
    const attributes = { ...connection, ...this.attributes };
    this.#scope.instruments.record(sessionDurations[this.#side], seconds, attributes, context);
    this.#side = undefined;
  }
}
