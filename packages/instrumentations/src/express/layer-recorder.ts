import { context, trace, type Context, type Span } from '@opentelemetry/api';
import { rpcMetadataOf } from '../base/context-keys';
import type { Scope } from '../base/scope';
import type { ExpressInstrumentationConfig, ExpressRequestInfo } from './express-options';
import type { ExpressRequest, ExpressResponse, Layer, Next } from './express-shapes';
import { IgnoredLayers } from './ignored-layers';
import { LayerCall } from './layer-call';
import { endWithResponse } from './open-layers';
import { PreparedLayer, type LayerPlan } from './prepared-layer';
import { pathOf, setPathOf } from './request-path';

/** Mark of a layer that is recorded, shared by all copies of this package. */
const kIsRecorded = Symbol.for('@otel-native/instrumentations express');

type MarkedLayer = Layer & { [kIsRecorded]?: true };

/** Records the runs of layers. */
export class LayerRecorder {
  isEnabled = false;
  readonly #scope: Scope;
  #config: ExpressInstrumentationConfig = {};
  #ignored = new IgnoredLayers({});

  constructor(scope: Scope) {
    this.#scope = scope;
  }

  configure(config: ExpressInstrumentationConfig): void {
    this.#config = config;
    this.#ignored = new IgnoredLayers(config);
  }

  isRecorded(layer: MarkedLayer): boolean {
    return layer[kIsRecorded] === true;
  }

  /** Prepares a layer, and replaces its function by one that records. Handlers of errors are not recorded. */
  record(layer: MarkedLayer, path: string | undefined): void {
    const { handle: original } = layer;
    if (layer[kIsRecorded] || typeof original !== 'function' || original.length > 3) return;
    layer[kIsRecorded] = true;
    const prepared = new PreparedLayer(layer, path);
    // eslint-disable-next-line @typescript-eslint/no-this-alias -- the function has a receiver of its own
    const recorder = this;
    const handle: Layer['handle'] = function (request, response, next) {
      return recorder.#run(prepared, this, request, response, next);
    };
    Object.defineProperty(handle, 'name', { value: original.name, configurable: true });
    // Tools that list routes read the stack of a router.
    if (original.stack !== undefined) Object.setPrototypeOf(handle, original);
    layer.handle = handle;
  }

  #run(
    prepared: PreparedLayer,
    receiver: unknown,
    request: ExpressRequest,
    response: ExpressResponse,
    next: Next,
  ): unknown {
    const { original } = prepared;
    const call = this.#begin(prepared, request, next);
    if (call === undefined) return original.call(receiver, request, response, next);
    if (call.hasEnded) return original.call(receiver, request, response, call.next);
    try {
      return context.with(call.context, original, receiver, request, response, call.next);
    } catch (error) {
      call.fail(error);
      throw error;
    } finally {
      if (!call.hasEnded) endWithResponse(response, call);
    }
  }

  /** Returns undefined if the layer runs as without this instrumentation. */
  #begin(prepared: PreparedLayer, request: ExpressRequest, next: Next): LayerCall | undefined {
    const parent = context.active();
    const parentSpan = trace.getSpan(parent);
    if (parentSpan === undefined || !this.isEnabled) return undefined;
    try {
      return this.#beginIn(parent, parentSpan, prepared, request, next);
    } catch (error) {
      this.#scope.error('a layer is not recorded', error);
      return undefined;
    }
  }

  #beginIn(
    parent: Context,
    parentSpan: Span,
    prepared: PreparedLayer,
    request: ExpressRequest,
    next: Next,
  ): LayerCall | undefined {
    const before = pathOf(request);
    const plan = prepared.planFor(before);
    const route = plan.path.routeFor(request.originalUrl);
    const metadata = rpcMetadataOf(parent);
    if (metadata?.type === 'http') metadata.route = route;
    const isRouter = plan.type === 'router';
    const start = { request, parent, before, next, scope: this.#scope };
    if (!this.#ignored.isEmpty && this.#isIgnored(plan)) {
      if (!isRouter) return undefined;
      setPathOf(request, plan.path);
      return LayerCall.withoutSpan({ ...start, span: parentSpan });
    }
    setPathOf(request, plan.path);
    const span = this.#startSpan(plan, route, parent, request);
    if (!isRouter) return new LayerCall({ ...start, span }, trace.setSpan(parent, span));
    // It lasts no time: what runs in a router has spans of its own.
    this.#scope.endSpan(span);
    return LayerCall.withoutSpan({ ...start, span });
  }

  #isIgnored(plan: LayerPlan): boolean {
    try {
      return this.#ignored.has(plan);
    } catch (error) {
      this.#scope.error('ignoreLayers failed', error);
      return false;
    }
  }

  #startSpan(
    plan: LayerPlan,
    route: string | undefined,
    parent: Context,
    request: ExpressRequest,
  ): Span {
    const { spanNameHook, requestHook } = this.#config;
    const options = route === undefined ? plan.options : plan.routed;
    const { tracer } = this.#scope.telemetry;
    if (spanNameHook === undefined && requestHook === undefined)
      return tracer.startSpan(plan.name, options, parent);
    const info = { request, route: plan.path.joined, layerType: plan.type };
    const span = tracer.startSpan(this.#nameOf(plan, info), options, parent);
    if (requestHook !== undefined)
      this.#scope.runHook('requestHook', () => requestHook(span, info));
    return span;
  }

  #nameOf({ name }: LayerPlan, info: ExpressRequestInfo): string {
    const { spanNameHook } = this.#config;
    if (spanNameHook === undefined) return name;
    return this.#scope.runHook('spanNameHook', () => spanNameHook(info, name)) ?? name;
  }
}
