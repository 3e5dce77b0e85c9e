import { SpanKind, context, type Context, type Link } from '@opentelemetry/api';
import type { CallScope } from '../calls/call-scope';
import { quietly } from '../telemetry/quietly';
import { runInside } from '../telemetry/run-inside';
import { describeCall } from './call-attributes';
import { isCall, isRequestId, isResponse, memberOf, type Call, type Response } from './messages';
import { Operation, type Side } from './operation';
import {
  kConnectionClosed,
  kSuccess,
  outcomeOfCancellation,
  outcomeOfError,
  outcomeOfResponse,
} from './outcome';
import { PendingOperations } from './pending-operations';
import { Session } from './session';
import { receivedContext, withTraceContext } from './trace-context';
import { sessionAttributes, transportAttributes } from './transport-attributes';

/** What is recorded of which messages. */
export interface MessageOptions {
  readonly notifications: boolean;
  readonly resourceInSpanName: boolean;
}

/** Sends a message on its way. */
type Send = (message: object) => Promise<void>;

const kCancelled = 'notifications/cancelled';

/** Records the messages that pass a transport in either direction. Its methods throw what the transport or the application throws, and nothing else. */
export class ObservedConnection {
  readonly #transport: object;
  readonly #options: MessageOptions;
  readonly #scope: CallScope;
  readonly #session: Session;
  readonly #sent = new PendingOperations();
  readonly #received = new PendingOperations();

  constructor(transport: object, options: MessageOptions, scope: CallScope) {
    this.#transport = transport;
    this.#options = options;
    this.#scope = scope;
    this.#session = new Session(scope);
  }

  /** @param signal ends the request early: the newer SDK aborts it where the older one sends a notification */
  send(message: unknown, signal: unknown, send: Send): Promise<void> {
    if (isResponse(message)) return this.#sendResponse(message, send);
    if (isCall(message)) return this.#sendCall(message, signal, send);
    return send(message as object);
  }

  /** @param deliver passes the message to the application */
  receive(message: unknown, deliver: () => void): void {
    if (isResponse(message)) {
      quietly(() => this.#endSent(message));
      deliver();
    } else if (isCall(message)) this.#receiveCall(message, deliver);
    else deliver();
  }

  close(): void {
    quietly(() => {
      this.#sent.endAll(kConnectionClosed);
      this.#received.endAll(kConnectionClosed);
      this.#session.end(transportAttributes(this.#transport), context.active());
    });
  }

  async #sendCall(call: Call, signal: unknown, send: Send): Promise<void> {
    const operation = quietly(() => this.#begin(call, 'client', context.active(), []));
    if (operation === undefined) return send(call);
    const withContext = quietly(() => withTraceContext(call, operation.context)) ?? call;
    const isRequest = isRequestId(call.id);
    if (isRequest) quietly(() => this.#awaitResponse(call, operation, signal));
    try {
      await runInside(
        (run) => context.with(operation.context, run),
        () => send(withContext),
      );
      if (!isRequest) operation.end(kSuccess);
    } catch (error) {
      this.#sent.take(call.id);
      operation.end(outcomeOfError(error));
      throw error;
    } finally {
      if (call.method === kCancelled) this.#cancel(this.#sent, call);
    }
  }

  #awaitResponse(call: Call, operation: Operation, signal: unknown): void {
    this.#sent.add(call.id as string | number, operation);
    if (!(signal instanceof AbortSignal)) return;
    const onAbort = () =>
      quietly(() => this.#sent.take(call.id)?.end(outcomeOfCancellation(signal.reason)));
    signal.addEventListener('abort', onAbort, { once: true });
    // A signal may outlive many requests.
    operation.afterEnd = () => signal.removeEventListener('abort', onAbort);
  }

  async #sendResponse(response: Response, send: Send): Promise<void> {
    const operation = this.#received.take(response.id);
    if (operation === undefined) return send(response);
    quietly(() => this.#answered(operation, response));
    try {
      await send(response);
      operation.end(outcomeOfResponse(response), this.#session.attributes);
    } catch (error) {
      operation.end(outcomeOfError(error));
      throw error;
    }
  }

  #endSent(response: Response): void {
    const operation = this.#sent.take(response.id);
    if (operation === undefined) return;
    this.#answered(operation, response);
    operation.end(outcomeOfResponse(response), this.#session.attributes);
  }

  #answered(operation: Operation, response: Response): void {
    if (operation.method === 'initialize') this.#session.answered(response);
    operation.answered(response);
  }

  #receiveCall(call: Call, deliver: () => void): void {
    const operation = quietly(() => {
      const { parent, links } = receivedContext(call, context.active());
      return this.#begin(call, 'server', parent, links);
    });
    if (operation === undefined) return deliver();
    const isRequest = isRequestId(call.id);
    if (isRequest) this.#received.add(call.id, operation);
    try {
      runInside((run) => context.with(operation.context, run), deliver);
      if (!isRequest) operation.end(kSuccess);
    } catch (error) {
      this.#received.take(call.id);
      operation.end(outcomeOfError(error));
      throw error;
    } finally {
      if (call.method === kCancelled) this.#cancel(this.#received, call);
    }
  }

  /** Undefined for a call that is not recorded. */
  #begin(call: Call, side: Side, parent: Context, links: Link[]): Operation | undefined {
    this.#session.called(call, side);
    const { notifications, resourceInSpanName } = this.#options;
    const { providers } = this.#scope;
    if (providers.isIdle || (!notifications && !isRequestId(call.id))) return undefined;
    const { spanName, attributes: ofCall } = describeCall(call, resourceInSpanName);
    const attributes = {
      ...ofCall,
      ...transportAttributes(this.#transport),
      ...sessionAttributes(this.#transport),
      ...this.#session.attributes,
    };
    const kind = side === 'client' ? SpanKind.CLIENT : SpanKind.SERVER;
    const span = providers.tracer.startSpan(spanName, { kind, attributes, links }, parent);
    return new Operation(this.#scope, side, call, parent, span, attributes);
  }

  #cancel(pending: PendingOperations, { params }: Call): void {
    quietly(() =>
      pending
        .take(memberOf(params, 'requestId'))
        ?.end(outcomeOfCancellation(memberOf(params, 'reason'))),
    );
  }
}
