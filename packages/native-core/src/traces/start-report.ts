import { TraceFlags, diag, type Context } from '@opentelemetry/api';
import { SamplingDecision } from './sampling/sampler';
import { RecordingSpan } from './span/recording-span';
import type { SpanParent } from './span/span-parent';
import type { ParentOrigin } from './tracer-metrics';
import type { TracerSettings } from './tracer-settings';

/** Reports a span that started to the metrics and the processors. */
export function reportStart(
  { metrics, processors }: Pick<TracerSettings, 'metrics' | 'processors'>,
  span: RecordingSpan,
  context: Context,
  parent: SpanParent | undefined,
): void {
  if (metrics !== undefined) {
    const sampled = (span.traceFlags & TraceFlags.SAMPLED) !== 0;
    const decision = sampled ? SamplingDecision.RECORD_AND_SAMPLED : SamplingDecision.RECORD;
    metrics.spanStarted(originName(parent), decision);
  }
  processors?.onStart(span, context);
}

/** Reports a span that only carries its parent's context on. */
export function reportUnrecorded(
  { metrics }: TracerSettings,
  parent: SpanParent | undefined,
): void {
  metrics?.spanStarted(originName(parent), SamplingDecision.NOT_RECORD);
  diag.debug('Recording is off, propagating the context in a non-recording span');
}

function originName(parent: SpanParent | undefined): ParentOrigin {
  if (parent === undefined) return 'none';
  return !(parent instanceof RecordingSpan) && parent.isRemote === true ? 'remote' : 'local';
}
