import { context, SpanStatusCode, trace, type Context, type Span } from '@opentelemetry/api';
import type { Scope } from '../base/scope';
import type { ExpressRequest, Next } from './express-shapes';
import type { OpenLayer } from './open-layers';
import { setPathOf } from './request-path';
import type { RoutePath } from './route-path';

/** What a run of a layer begins with. */
export interface LayerStart {
  readonly request: ExpressRequest;
  readonly span: Span;
  /** The context before the layer. The next layer runs in it. */
  readonly parent: Context;
  /** The path before the layer. */
  readonly before: RoutePath;
  /** What Express passed to the layer. */
  readonly next: Next;
  /** Reports what an SDK throws: it must not reach the application. */
  readonly scope: Scope;
}

/** One run of a layer, from its start until it passes the request on, or answers it. */
export class LayerCall implements OpenLayer {
  /** The context for the layer. */
  readonly context: Context;
  /** What the layer calls to pass the request on. */
  readonly next: Next;
  readonly #span: Span;
  readonly #scope: Scope;
  #hasEnded = false;

  constructor(start: LayerStart, layerContext: Context) {
    this.context = layerContext;
    this.#span = start.span;
    this.#scope = start.scope;
    this.next = (error) => {
      this.#passOn(start.request, start.before, error);
      return callInParent(start, layerContext, error);
    };
  }

  /** A run whose span has ended, or that has none: the layer runs in the context before it. */
  static withoutSpan(start: LayerStart): LayerCall {
    const call = new LayerCall(start, start.parent);
    call.#hasEnded = true;
    return call;
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** Records what the layer threw or passed on. */
  fail(error: unknown): void {
    if (this.#hasEnded) return;
    try {
      const message = error instanceof Error ? error.message : textOf(error);
      this.#span.recordException(error instanceof Error ? error : message);
      this.#span.setStatus({ code: SpanStatusCode.ERROR, message });
    } catch (cause) {
      this.#scope.error('an error is not recorded', cause);
    }
  }

  end(): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#scope.endSpan(this.#span);
  }

  #passOn(request: ExpressRequest, before: RoutePath, error: unknown): void {
    const isError = !(error == null || error === 'route' || error === 'router');
    if (isError) this.fail(error);
    this.end();
    // Behind an error, the route that failed stays the route of the request.
    if (!isError || !request.route) setPathOf(request, before);
  }
}

/** Calls the next layer with the span before this layer, and with everything else that this layer put into the context. */
function callInParent({ parent, next }: LayerStart, own: Context, error: unknown): unknown {
  const active = context.active();
  if (active === own) return context.with(parent, next, undefined, error);
  const parentSpan = trace.getSpan(parent)!;
  if (trace.getSpan(active) === parentSpan) return next(error);
  return context.with(trace.setSpan(active, parentSpan), next, undefined, error);
}

function textOf(value: unknown): string {
  try {
    return String(value);
  } catch {
    return 'unknown error';
  }
}
