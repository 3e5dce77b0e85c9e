import type { Attributes, Context, Link, Span, SpanOptions, TraceState } from '@opentelemetry/api';
import { SpanKind, TraceFlags, diag, trace } from '@opentelemetry/api';
import { cleanAttributes } from '../record/clean-attributes';
import { SamplingDecision, type SamplingResult } from './sampling/sampler';
import { newId } from './span/new-id';
import { RecordingSpan } from './span/recording-span';
import { makeSpanContext } from './span/span-context';
import { setIds, setRandomIds, traceIdOf } from './span/span-ids';
import type { SpanOwner } from './span/span-owner';
import type { SpanParent } from './span/span-parent';
import { addStartAttributes } from './start-attributes';
import { addCleanLinks, cleanLinks } from './start-links';
import { reportStart, reportUnrecorded } from './start-report';
import type { TracerSettings } from './tracer-settings';

/** A span about to start. */
export interface SpanRequest {
  readonly name: string;
  readonly options: SpanOptions;
  readonly context: Context;
  readonly parent: SpanParent | undefined;
}

/** What a sampler is asked about. */
interface SamplingQuestion {
  readonly traceId: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly links: Link[] | undefined;
}

/**
 * Slow path: spans that need a sampler's decision, and spans that are not exported.
 * @param known the decision, if the sampler need not be asked
 */
export function startAsSampled(
  owner: SpanOwner,
  settings: TracerSettings,
  request: SpanRequest,
  known: SamplingDecision | undefined,
): Span {
  const { name, options, context, parent } = request;
  const kind = options.kind ?? SpanKind.INTERNAL;
  const traceId = traceIdOf(parent, settings.idGenerator);
  const links = cleanLinks(options.links, owner);
  const given = cleanAttributes(options.attributes, Infinity, owner.values, Infinity);
  const attributes = given.attributes ?? {};
  const result =
    known === undefined
      ? ask(settings, request, { traceId, kind, attributes, links })
      : { decision: known };
  const traceState = result.traceState ?? parent?.traceState;
  if (result.decision === SamplingDecision.NOT_RECORD) {
    reportUnrecorded(settings, parent);
    const spanId = newId(settings.idGenerator, 'generateSpanId');
    return trace.wrapSpanContext(makeSpanContext(traceId, spanId, TraceFlags.NONE, traceState));
  }
  const sampled = result.decision === SamplingDecision.RECORD_AND_SAMPLED;
  const traceFlags = sampled ? TraceFlags.SAMPLED : TraceFlags.NONE;
  const span = new RecordingSpan(owner, name, kind, traceFlags, options.startTime);
  identify(span, request, settings, traceState, traceId);
  addCleanLinks(span, links);
  if (given.droppedAttributesCount) span.droppedAttributesCount = given.droppedAttributesCount;
  // The given attributes were checked for the sampler already.
  addStartAttributes(span, merged(attributes, result.attributes), false);
  reportStart(settings, span, context, parent);
  return span;
}

function ask(
  { sampler }: TracerSettings,
  { name, context }: SpanRequest,
  { traceId, kind, attributes, links }: SamplingQuestion,
): SamplingResult {
  try {
    const result = sampler.shouldSample(context, traceId, name, kind, attributes, links ?? []);
    return result ?? { decision: SamplingDecision.NOT_RECORD };
  } catch (error) {
    diag.error('The sampler threw; the span is not recorded', error);
    return { decision: SamplingDecision.NOT_RECORD };
  }
}

function identify(
  span: RecordingSpan,
  { parent }: SpanRequest,
  { idGenerator }: TracerSettings,
  traceState: TraceState | undefined,
  traceId: string,
): void {
  if (idGenerator !== undefined || parent === undefined) {
    setIds(span, parent, traceState, idGenerator, traceId);
    return;
  }
  setRandomIds(span, parent);
  span.traceState = traceState;
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
