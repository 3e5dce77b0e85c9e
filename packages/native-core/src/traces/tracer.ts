import type {
  Attributes,
  Context,
  Link,
  Span as ApiSpan,
  SpanContext,
  SpanOptions,
  Tracer as ApiTracer,
  TraceState,
} from '@opentelemetry/api';
import {
  INVALID_SPAN_CONTEXT,
  SpanKind,
  TraceFlags,
  context as contextApi,
  diag,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed, type InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { ParentOrigin, TracerMetrics } from './tracer-metrics';
import type { ProcessorList } from './processing/processor-list';
import { SamplingDecision, type SamplingResult } from './sampling/sampler';
import { isPlainValue } from '../record/attribute-list';
import { cleanAttributes, cleanLink } from '../record/clean-attributes';
import { hasOwnProperty } from '../values/own-property';
import { randomWord } from '../values/ids';
import {
  inspectAs,
  kInspect,
  settledAttributes,
  type Inspect,
  type InspectOptions,
} from '../values/inspect';
import { newId } from './span/new-id';
import type { SpanLimits } from './span/readable-span';
import { RecordingSpan } from './span/recording-span';
import type { SpanOwner, SpanSink } from './span/span-owner';
import { makeSpanContext } from './span/span-context';
import {
  adopt,
  originOf,
  setRandomTraceId,
  setSpanId,
  setTraceId,
  validParent,
  type SpanParent,
} from './span/span-parent';
import type { ValueReader } from '../record/value-reader';
import type { TracerSettings } from './tracer-settings';

const kNoOptions: SpanOptions = Object.freeze({});

/** Makes spans for one instrumentation scope. https://opentelemetry.io/docs/specs/otel/trace/api/#tracer */
export class Tracer implements ApiTracer, SpanOwner {
  readonly instrumentationScope: InstrumentationScope;
  /** @internal */ readonly scopeId: number;
  /** @internal */ readonly limits: Required<SpanLimits>;
  /** @internal */ readonly values: ValueReader;
  /** @internal */ readonly resource: Resource;
  /** @internal */ readonly processors: ProcessorList | undefined;
  /** @internal */ readonly metrics: TracerMetrics | undefined;
  /** @internal */ readonly sink: SpanSink | undefined;
  /** @internal */ readonly idsAreForeign: boolean;
  readonly #settings: TracerSettings;

  /** @internal */
  constructor(
    instrumentationScope: InstrumentationScope,
    scopeId: number,
    settings: TracerSettings,
  ) {
    this.instrumentationScope = instrumentationScope;
    this.scopeId = scopeId;
    this.limits = settings.limits;
    this.values = settings.values;
    this.resource = settings.resource;
    this.processors = settings.processors;
    this.metrics = settings.metrics;
    this.sink = settings.sink;
    this.idsAreForeign = settings.idGenerator !== undefined;
    this.#settings = settings;
  }

  /** Starts a span. Never throws: if reading the options or the context throws, the span starts without them. */
  startSpan(
    name: string,
    options: SpanOptions = {},
    context: Context = contextApi.active(),
  ): ApiSpan {
    try {
      return this.#start(name, options ?? kNoOptions, usable(context));
    } catch (error) {
      return this.#startAnyway(name, context, error);
    }
  }

  /** Starts a span. Small enough for V8 to inline: at most 460 bytes of bytecode, which `test/optimized-code.test.ts` checks. */
  #start(name: string, options: SpanOptions, context: Context): ApiSpan {
    const parentContext = options.root ? trace.deleteSpan(context) : context;
    if (isTracingSuppressed(parentContext)) return suppressedSpan();
    const parent = validParent(trace.getSpan(parentContext));
    const decision = this.#settings.decisions[originOf(parent)];
    if (decision !== SamplingDecision.RECORD_AND_SAMPLED)
      return this.#startAsSampled(name, options, parentContext, parent, decision);
    const span = new RecordingSpan(
      this,
      name,
      options.kind ?? SpanKind.INTERNAL,
      TraceFlags.SAMPLED,
      options.startTime,
    );
    this.#identify(span, parent, parent?.traceState);
    this.#addLinks(span, this.#cleanLinks(options.links));
    this.#tryToAddAttributes(span, options.attributes, true);
    return this.#begin(span, parentContext, parent);
  }

  /** Starts a span after reading its options or context threw: first without the options, then without the context. */
  #startAnyway(name: string, context: Context, error: unknown): ApiSpan {
    diag.error('A span could not be started as it was asked for', error);
    for (const readContext of [() => usable(context), () => contextApi.active()]) {
      try {
        return this.#start(name, kNoOptions, readContext());
      } catch (again) {
        diag.error('Nor could it be started without its options', again);
      }
    }
    return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
  }

  startActiveSpan<F extends (span: ApiSpan) => unknown>(name: string, fn: F): ReturnType<F>;
  startActiveSpan<F extends (span: ApiSpan) => unknown>(
    name: string,
    options: SpanOptions,
    fn: F,
  ): ReturnType<F>;
  startActiveSpan<F extends (span: ApiSpan) => unknown>(
    name: string,
    options: SpanOptions,
    context: Context,
    fn: F,
  ): ReturnType<F>;
  startActiveSpan<F extends (span: ApiSpan) => unknown>(
    name: string,
    optionsOrFn?: F | SpanOptions,
    contextOrFn?: F | Context,
    lastFn?: F,
  ): ReturnType<F> | undefined {
    if (arguments.length < 2) return undefined;
    const fn = (lastFn ?? (arguments.length === 2 ? optionsOrFn : contextOrFn)) as F;
    const options = arguments.length === 2 ? undefined : (optionsOrFn as SpanOptions | undefined);
    const given = arguments.length > 3 ? (contextOrFn as Context | undefined) : undefined;
    const parentContext = given ?? contextApi.active();
    const span = this.startSpan(name, options, parentContext);
    return contextApi.with(
      withSpan(parentContext, span),
      fn as never,
      undefined,
      span,
    ) as ReturnType<F>;
  }

  /** Slow path: spans that need a sampler's decision, and spans that are not exported. */
  #startAsSampled(
    name: string,
    options: SpanOptions,
    context: Context,
    parent: SpanParent | undefined,
    known: SamplingDecision | undefined,
  ): ApiSpan {
    const kind = options.kind ?? SpanKind.INTERNAL;
    const traceId = parent === undefined ? this.#newTraceId() : contextOf(parent).traceId;
    const links = this.#cleanLinks(options.links);
    const given = cleanAttributes(options.attributes, Infinity, this.values, Infinity);
    const attributes = given.attributes ?? {};
    const result =
      known === undefined
        ? this.#ask(context, traceId, name, kind, attributes, links ?? [])
        : { decision: known };
    const traceState = result.traceState ?? parent?.traceState;
    if (result.decision === SamplingDecision.NOT_RECORD) {
      this.metrics?.spanStarted(originName(parent), result.decision);
      diag.debug('Recording is off, propagating the context in a non-recording span');
      return trace.wrapSpanContext(
        makeSpanContext(traceId, this.#newSpanId(), TraceFlags.NONE, traceState),
      );
    }
    const sampled = result.decision === SamplingDecision.RECORD_AND_SAMPLED;
    const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
    const span = new RecordingSpan(this, name, kind, traceFlags, options.startTime);
    this.#identify(span, parent, traceState, traceId);
    this.#addLinks(span, links);
    if (given.droppedAttributesCount) span.droppedAttributesCount = given.droppedAttributesCount;
    // The given attributes were checked for the sampler already.
    this.#tryToAddAttributes(span, merged(attributes, result.attributes), false);
    return this.#begin(span, context, parent);
  }

  #ask(
    context: Context,
    traceId: string,
    name: string,
    kind: SpanKind,
    attributes: Attributes,
    links: Link[],
  ): SamplingResult {
    try {
      const { sampler } = this.#settings;
      const result = sampler.shouldSample(context, traceId, name, kind, attributes, links);
      return result ?? { decision: SamplingDecision.NOT_RECORD };
    } catch (error) {
      diag.error('The sampler threw; the span is not recorded', error);
      return { decision: SamplingDecision.NOT_RECORD };
    }
  }

  /** Sets the ids of the span: in the trace of its parent, in the trace `traceId`, or in a new trace. */
  #identify(
    span: RecordingSpan,
    parent: SpanParent | undefined,
    traceState: TraceState | undefined,
    traceId?: string,
  ): void {
    const { idGenerator } = this.#settings;
    if (parent !== undefined) adopt(span, parent);
    span.traceState = traceState;
    if (idGenerator === undefined && (parent !== undefined || traceId === undefined)) {
      if (parent === undefined) setRandomTraceId(span);
      span.spanId0 = randomWord();
      span.spanId1 = randomWord() || 1;
      return;
    }
    const id = traceId ?? (parent === undefined ? this.#newTraceId() : contextOf(parent).traceId);
    const spanId = this.#newSpanId();
    span.context = makeSpanContext(id, spanId, span.traceFlags, traceState);
    setTraceId(span, id);
    setSpanId(span, spanId);
  }

  #newTraceId(): string {
    return newId(this.#settings.idGenerator, 'generateTraceId');
  }

  #newSpanId(): string {
    return newId(this.#settings.idGenerator, 'generateSpanId');
  }

  #cleanLinks(links: Link[] | undefined): Link[] | undefined {
    if (links == null) return undefined;
    const { attributePerLinkCountLimit } = this.limits;
    const clean: Link[] = [];
    try {
      for (const link of links)
        clean.push(cleanLink(link, attributePerLinkCountLimit, this.values));
    } catch (error) {
      diag.warn('Links could not be read', error);
    }
    return clean;
  }

  /** Adds links. Beyond the limit, keeps the newest ones. */
  #addLinks(span: RecordingSpan, links: Link[] | undefined): void {
    if (links === undefined || links.length === 0) return;
    const extra = Math.max(0, links.length - this.limits.linkCountLimit);
    span.links = links.slice(extra);
    span.droppedLinksCount = extra;
  }

  /** @param checkAll whether to warn of invalid values beyond the limit too, as upstream does for the start options */
  #tryToAddAttributes(
    span: RecordingSpan,
    attributes: Attributes | undefined,
    checkAll: boolean,
  ): void {
    try {
      this.#addAttributes(span, attributes, checkAll);
    } catch (error) {
      diag.warn('Attributes could not be read', error);
    }
  }

  #addAttributes(span: RecordingSpan, attributes: Attributes | undefined, checkAll: boolean): void {
    const { attributeCountLimit } = this.limits;
    const { plainLength } = this.values;
    const list = span.attributeList!;
    if (typeof attributes !== 'object') return;
    for (const key in attributes) {
      if (!hasOwnProperty.call(attributes, key)) continue;
      const value = attributes[key];
      if (value === undefined) continue;
      const isFull = list.length >= 2 * attributeCountLimit;
      if (isFull && !checkAll) {
        span.droppedAttributesCount++;
        continue;
      }
      if (key === '') {
        diag.warn('Invalid attribute key: it is empty');
        span.droppedAttributesCount++;
        continue;
      }
      const clean = isPlainValue(value, plainLength) ? value : this.values.read(key, value);
      if (isFull || clean === undefined) span.droppedAttributesCount++;
      else list.push(key, clean);
    }
  }

  #begin(span: RecordingSpan, context: Context, parent: SpanParent | undefined): ApiSpan {
    if (this.metrics !== undefined) {
      const sampled = (span.traceFlags & TraceFlags.SAMPLED) !== 0;
      const decision = sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.RECORD;
      this.metrics.spanStarted(originName(parent), decision);
    }
    this.processors?.onStart(span, context);
    return span;
  }

  [kInspect](depth: number, options: InspectOptions, inspect: Inspect): unknown {
    const payload = {
      instrumentationScope: this.instrumentationScope,
      resource: { attributes: settledAttributes(this.resource) },
      spanLimits: this.limits,
    };
    return inspectAs('Tracer', payload, depth, options, inspect);
  }
}

/** Returns the context; the active one for an invalid value, which only JavaScript without types can pass. */
function usable(context: Context): Context {
  return typeof context?.getValue === 'function' ? context : contextApi.active();
}

function suppressedSpan(): ApiSpan {
  diag.debug('Instrumentation suppressed, returning a non-recording span');
  return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
}

/** Returns the context with the span; the active context with the span if the given one throws. */
function withSpan(context: Context, span: ApiSpan): Context {
  try {
    return trace.setSpan(context, span);
  } catch (error) {
    diag.warn('A context could not be read; the span is active in the one before', error);
    return trace.setSpan(contextApi.active(), span);
  }
}

/** Merges both; returns the first alone if reading the second throws. */
function merged(attributes: Attributes, others: Attributes | undefined): Attributes {
  try {
    return { ...attributes, ...others };
  } catch (error) {
    diag.warn('Attributes of the sampler could not be read', error);
    return attributes;
  }
}

function originName(parent: SpanParent | undefined): ParentOrigin {
  if (parent === undefined) return 'none';
  return !(parent instanceof RecordingSpan) && parent.isRemote === true ? 'remote' : 'local';
}

/** Returns the span context of a parent. A span of this SDK makes it now and keeps it, including the trace state. */
function contextOf(parent: SpanParent): SpanContext {
  return parent instanceof RecordingSpan ? parent.spanContext() : parent;
}
