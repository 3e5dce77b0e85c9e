import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import {
  attributes,
  coreConformance,
  ids,
  lifecycle,
  limits,
  flushAndShutdown,
  sinkAnswers,
  processes,
  processors,
  relations,
  samplers,
  sdkConformance,
  times,
} from './tests.ts';

const concurrent = shownWithNote(
  'A JavaScript object belongs to one thread; what threads share is the runtime below the providers.',
  processes('worker threads: all spans of four workers and of the main thread arrive'),
  processes('workers end by: …'),
);

const apiDocumentation = notThere(
  'A matter of the documentation of `@opentelemetry/api`, which is the API of these packages too.',
);

const activeSpan = shown(
  sdkConformance('the active span is found, is the parent below it, and is as before after it'),
);

export const traces: Section = {
  TracerProvider: {
    'Create TracerProvider': shown(flushAndShutdown('two providers do not mix their spans')),
    'Get a Tracer': shown(relations('scopes, each once, in the order of their first span')),
    'Get a Tracer with schema_url': shown(
      relations('scopes, each once, in the order of their first span'),
      coreConformance('schema URLs of resource and scope are in the request'),
    ),
    'Get a Tracer with scope attributes': notThere(
      '`getTracer` of `@opentelemetry/api` 1.10 takes a name, a version and a schema URL.',
    ),
    'Associate Tracer with InstrumentationScope': shown(
      relations('scopes, each once, in the order of their first span'),
    ),
    'Safe for concurrent calls': concurrent,
    'Shutdown (SDK only required)': shown(
      flushAndShutdown('shutdown sends what is left, is idempotent, and later spans are counted'),
      processors('shutdown shuts every processor down once'),
    ),
    'ForceFlush (SDK only required)': shown(
      flushAndShutdown('flushes at the same time all resolve'),
      processors('forceFlush asks every processor and rejects with the list of what failed'),
    ),
  },
  'Trace / Context interaction': {
    'Get active Span': activeSpan,
    'Set active Span': activeSpan,
  },
  Tracer: {
    'Create a new Span': shown(relations('children and grandchildren'), relations('every kind')),
    'Documentation defines adding attributes at span creation as preferred': apiDocumentation,
    'Get active Span': activeSpan,
    'Mark Span active': shown(
      sdkConformance('the active span is found, is the parent below it, and is as before after it'),
      relations('startActiveSpan, every overload'),
    ),
    'Safe for concurrent calls': concurrent,
  },
  SpanContext: {
    IsValid: shown(
      ids('random ids are valid, of the right length and different'),
      coreConformance('validity of a span context is judged as in the official SDK'),
    ),
    IsRemote: shown(
      sdkConformance('a span context that was extracted is remote, one of our own is not'),
      relations('parent: …', 'remote and sampled'),
    ),
    'Conforms to the W3C TraceContext spec': shown(
      sdkConformance('traceparent and tracestate go through unchanged'),
      sdkConformance('traceparent "…" is …'),
      ids('random ids are valid, of the right length and different'),
    ),
    'Support W3C Trace Context Level 2 randomness': shownWithNote(
      'The flag of a parent goes on to its children and into OTLP. New trace ids are random but do not say so: ' +
        'the official SDK 3.1.1 does not set the flag either, and `TraceFlags` of the API does not have it.',
      relations('parent: …', 'with other flag bits'),
    ),
  },
  Span: {
    'Create root span': shown(
      relations('the root option'),
      relations('children and grandchildren'),
    ),
    'Create with default parent (active span)': activeSpan,
    'Create with parent from Context': shown(
      relations('children and grandchildren'),
      relations('parent: …'),
    ),
    'No explicit parent Span/SpanContext allowed': shown(
      coreConformance('a parent is taken from the context, never from the options'),
    ),
    'SpanProcessor.OnStart receives parent Context': shown(
      processors('onStart gets the parent context and a span that shows all it was started with'),
    ),
    UpdateName: shown(lifecycle('updateName')),
    'User-defined start timestamp': shown(times('start: …, end: …', 'an HrTime')),
    End: shown(lifecycle('every call after the end'), lifecycle('a span that never ends')),
    'End with timestamp': shown(
      times('start: …, end: …', 'an HrTime'),
      times('a negative duration becomes zero'),
    ),
    IsRecording: shown(relations('sampler: …, … a parent', 'only recorded')),
    'IsRecording becomes false after End': shown(lifecycle('every call after the end')),
    'Set status with StatusCode (Unset, Ok, Error)': shown(lifecycle('status …')),
    'Safe for concurrent calls': concurrent,
    'events collection size limit': shown(
      limits('limits …', 'eventCountLimit'),
      limits('beyond the default limits'),
    ),
    'attribute collection size limit': shown(
      limits('limits …', 'attributeCountLimit'),
      limits('beyond the default limits'),
    ),
    'links collection size limit': shown(
      limits('limits …', 'linkCountLimit'),
      limits('beyond the default limits'),
    ),
    'SpanProcessor.OnEnding': shown(
      processors('processors are called in their order, each call for all of them before the next'),
      processors('what onStart and onEnding change is exported; what onEnd tries is not'),
    ),
  },
  'Span attributes': {
    SetAttribute: shown(attributes('the last value wins, at the first place')),
    'String type': shown(attributes('value: …', 'a string')),
    'Boolean type': shown(attributes('value: …', 'true')),
    'Double floating-point type': shown(attributes('value: …', 'a half')),
    'Signed int64 type': shown(
      attributes('value: …', 'the smallest safe integer'),
      attributes('value: …', '-2^63'),
    ),
    'Array of primitives (homogeneous)': shown(
      attributes('value: …', 'an array of strings'),
      attributes('value: …', 'an array of numbers'),
      attributes('value: …', 'an array of booleans'),
    ),
    'null values documented as invalid/undefined': notThere(
      'Since version 1.10 of `@opentelemetry/api` null is a value like others; it is kept, as upstream keeps it.',
    ),
    'Unicode support for keys and string values': shown(
      attributes('keys beyond ASCII and of several kilobytes'),
      attributes('value: …', 'a string beyond ASCII'),
    ),
  },
  'Span linking': {
    'Links can be recorded on span creation': shown(relations('links, before and after the start')),
    'Links can be recorded after span creation': shown(
      relations('links, before and after the start'),
    ),
    'Links order is preserved': shown(relations('links, before and after the start')),
  },
  'Span events': {
    AddEvent: shown(lifecycle('events without attributes, with none and with repeated names')),
    'Add order preserved': shown(
      times('events before the start and after the end'),
      lifecycle('events without attributes, with none and with repeated names'),
    ),
    'Safe for concurrent calls': concurrent,
  },
  'Span exceptions': {
    RecordException: shown(lifecycle('exception: …')),
    'RecordException with extra parameters': notThere(
      '`recordException` of `@opentelemetry/api` 1.10 takes an exception and a time. An event named `exception` takes more.',
    ),
  },
  Sampling: {
    'Allow samplers to modify tracestate': shown(
      relations('sampler: …, … a parent', 'sampled with a trace state'),
    ),
    'ShouldSample gets full parent Context': shown(
      samplers(
        'a sampler is given cleaned attributes, links, the kind and the id that the span gets',
      ),
    ),
    'Sampler: JaegerRemoteSampler': notThere(
      '`@opentelemetry/sampler-jaeger-remote` is a sampler like any other and can be given as `sampler`.',
    ),
    'New Span ID created also for non-recording Spans': shown(
      relations('sampler: …, … a parent', 'dropped'),
      relations('parent: …', 'remote and not sampled'),
    ),
    IdGenerators: shown(
      ids('an id generator is asked once for a root span, and not for the trace id of a child'),
    ),
    SpanLimits: shown(limits('limits …'), limits('beyond the default limits')),
    'Built-in SpanProcessors implement ForceFlush spec': shownWithNote(
      'What is built in here is the native pipeline; the official processors work too.',
      flushAndShutdown('without spans both resolve'),
      sinkAnswers(
        'never: forceFlush rejects with a list after its time, shutdown counts what is left',
      ),
      processors('… takes our spans', 'BatchSpanProcessor'),
    ),
    'Attribute Limits': shown(
      attributes('values cut to …'),
      limits('limits …', 'attributeValueLengthLimit'),
    ),
    'Fetch InstrumentationScope from ReadableSpan': shown(
      processors('… takes our spans', 'instrumentationScope'),
    ),
    'TraceIdRatioBased sampler implements OpenTelemetry tracestate th field': notThere(
      'The ratio sampler decides as that of the official SDK 3.1.1, span by span, which knows no `th`.',
    ),
    'CompositeSampler and built-in ComposableSamplers': notThere(
      'Not in the official SDK 3.1.1 either. `@opentelemetry/sampler-composite` can be given as `sampler`.',
    ),
    'Sampler: AlwaysRecord': shownWithNote(
      'It comes from `@opentelemetry/sdk-trace`.',
      coreConformance('the official always-record sampler shows processors what is not sampled'),
    ),
  },
};
