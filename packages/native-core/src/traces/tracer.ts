import type {
  Context,
  Span as ApiSpan,
  SpanOptions,
  Tracer as ApiTracer,
} from '@opentelemetry/api';
import {
  INVALID_SPAN_CONTEXT,
  ROOT_CONTEXT,
  SpanKind,
  TraceFlags,
  context as contextApi,
  diag,
  trace,
} from '@opentelemetry/api';
import { isTracingSuppressed, type InstrumentationScope } from '@opentelemetry/core';
import type { Resource } from '@opentelemetry/resources';
import type { TracerMetrics } from './tracer-metrics';
import type { ProcessorList } from './processing/processor-list';
import { startAsSampled } from './sampled-start';
import { SamplingDecision } from './sampling/sampler';
import {
  inspectAs,
  kInspect,
  settledAttributes,
  type Inspect,
  type InspectOptions,
} from '../values/inspect';
import type { PartRules } from './span/flat-parts';
import type { SpanLimits } from './span/readable-span';
import { RecordingSpan } from './span/recording-span';
import { setIds, setRandomIds } from './span/span-ids';
import type { SpanOwner, SpanSink } from './span/span-owner';
import { originOf, validParent, type SpanParent } from './span/span-parent';
import { addStartAttributes } from './start-attributes';
import { contextWith, usableContext } from './start-context';
import { addLinks } from './start-links';
import { reportStart } from './start-report';
import type { ValueReader } from '../record/value-reader';
import type { TracerSettings } from './tracer-settings';

const kNoOptions: SpanOptions = Object.freeze({});

// Copied into this module, because V8 looks up an imported constant at each use.
const apiRoot: Context = ROOT_CONTEXT;
const kInternal = SpanKind.INTERNAL;
const kSampled = TraceFlags.SAMPLED;
const kRecordAndSampled = SamplingDecision.RECORD_AND_SAMPLED;

/** Makes spans for one instrumentation scope. https://opentelemetry.io/docs/specs/otel/trace/api/#tracer */
export class Tracer implements ApiTracer, SpanOwner {
  readonly instrumentationScope: InstrumentationScope;
  /** @internal */ readonly scopeId: number;
  /** @internal */ readonly limits: Required<SpanLimits>;
  /** @internal */ readonly values: ValueReader;
  /** @internal */ readonly eventRules: PartRules;
  /** @internal */ readonly linkRules: PartRules;
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
    this.eventRules = settings.eventRules;
    this.linkRules = settings.linkRules;
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
      return this.#start(name, options ?? kNoOptions, usableContext(context));
    } catch (error) {
      return this.#startAnyway(name, context, error);
    }
  }

  /**
   * Starts a span. Small enough for V8 to inline: at most 460 bytes of bytecode, which `test/optimized-code.test.ts` checks.
   * V8 also limits the bytecode of all functions that it inlines here: what few spans need is called behind a condition.
   */
  #start(name: string, options: SpanOptions, context: Context): ApiSpan {
    const parentContext = options.root ? trace.deleteSpan(context) : context;
    let parent: SpanParent | undefined;
    // The root holds nothing. Look-ups in two classes of contexts would cost more than look-ups in one.
    if (parentContext !== apiRoot) {
      if (isTracingSuppressed(parentContext)) return suppressedSpan();
      parent = validParent(trace.getSpan(parentContext));
    }
    const settings = this.#settings;
    const decision = settings.decisions[originOf(parent)];
    if (decision !== kRecordAndSampled) {
      const request = { name, options, context: parentContext, parent };
      return startAsSampled(this, settings, request, decision);
    }
    const span = new RecordingSpan(
      this,
      name,
      options.kind ?? kInternal,
      kSampled,
      options.startTime,
    );
    if (this.idsAreForeign) setIds(span, parent, parent?.traceState, settings.idGenerator);
    else setRandomIds(span, parent);
    const { links } = options;
    if (links != null) addLinks(span, links);
    const { attributes } = options;
    if (attributes !== undefined) addStartAttributes(span, attributes, true);
    if (this.metrics !== undefined || this.processors !== undefined)
      reportStart(this, span, parentContext, parent);
    return span;
  }

  /** Starts a span after reading its options or context threw: first without the options, then without the context. */
  #startAnyway(name: string, context: Context, error: unknown): ApiSpan {
    diag.error('A span could not be started as it was asked for', error);
    for (const readContext of [() => usableContext(context), () => contextApi.active()]) {
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
      contextWith(parentContext, span),
      fn as never,
      undefined,
      span,
    ) as ReturnType<F>;
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

function suppressedSpan(): ApiSpan {
  diag.debug('Instrumentation suppressed, returning a non-recording span');
  return trace.wrapSpanContext(INVALID_SPAN_CONTEXT);
}
