import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import {
  configuration,
  contextAttachments,
  contextCalls,
  contextConformance,
  linkedContext,
  sdkConformance,
} from './tests.ts';

export const baggage: Section = {
  '': {
    'Basic support': shown(sdkConformance('baggage goes through the field "baggage"')),
    'Use official header name baggage': shown(
      sdkConformance('baggage goes through the field "baggage"'),
      configuration('OTEL_PROPAGATORS=… injects …', 'baggage'),
    ),
  },
};

export const contextPropagation: Section = {
  '': {
    'Create Context Key': shown(contextConformance('a value belongs to its key and its context')),
    'Get value from Context': shown(
      contextConformance('a value belongs to its key and its context'),
    ),
    'Set value for Context': shown(
      contextConformance('a value belongs to its key and its context'),
      linkedContext(
        'answers as the context of the API after any changes, and never changes itself',
      ),
    ),
    'Attach Context': shown(
      contextConformance('a context is attached, is the current one, and is detached'),
      contextAttachments('attach nested, disposed in order'),
    ),
    'Detach Context': shown(
      contextConformance('a context is attached, is the current one, and is detached'),
      contextAttachments('attach disposed out of order and twice'),
    ),
    'Get current Context': shown(
      contextCalls('with, nested'),
      contextCalls('the context follows promises, timers, ticks and I/O'),
    ),
    'Composite Propagator': shown(
      configuration('OTEL_PROPAGATORS=… injects …', 'b3,tracecontext'),
      sdkConformance('traceparent and tracestate go through unchanged'),
    ),
    'Global Propagator': shown(
      configuration('OTEL_PROPAGATORS=… injects …'),
      configuration('the option wins, and null registers none'),
    ),
    'TraceContext Propagator': shown(
      sdkConformance('traceparent and tracestate go through unchanged'),
      sdkConformance('traceparent "…" is …'),
    ),
    'B3 Propagator': shown(
      configuration('OTEL_PROPAGATORS=… injects …', 'b3multi'),
      sdkConformance('OTEL_PROPAGATORS=…: … is extracted', 'x-b3-traceid'),
    ),
    'Jaeger Propagator': notThere(
      '`@opentelemetry/propagator-jaeger` can be given as `textMapPropagator`. `OTEL_PROPAGATORS=jaeger` is left out with a warning, as upstream does.',
    ),
    'OT Propagator': notThere(
      '`@opentelemetry/propagator-ot-trace` can be given as `textMapPropagator`.',
    ),
    'OpenCensus Binary Propagator': notThere(
      'The API of OpenTelemetry JS has text maps only; nothing there has this one.',
    ),
    TextMapPropagator: shown(
      sdkConformance('a propagator of the application’s own is given carrier, setter and getter'),
    ),
    Fields: shown(sdkConformance('OTEL_PROPAGATORS=… sets the fields …')),
    'Setter argument': shown(
      sdkConformance('a propagator of the application’s own is given carrier, setter and getter'),
    ),
    'Getter argument': shown(
      sdkConformance('a propagator of the application’s own is given carrier, setter and getter'),
    ),
    'Getter argument returning Keys': shown(
      sdkConformance('a propagator of the application’s own is given carrier, setter and getter'),
    ),
    'Environment Variables as Context Propagation Carriers': shownWithNote(
      'A getter and a setter for variables are the application’s: neither API nor core of OpenTelemetry JS has them.',
      sdkConformance('environment variables carry a context into another process'),
    ),
  },
};
