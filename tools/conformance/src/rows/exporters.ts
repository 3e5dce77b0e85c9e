import { notThere, shown, shownWithNote, type Section } from '../evidence.ts';
import {
  connection,
  coreConformance,
  engine,
  exchange,
  exportQueue,
  fallback,
  nativePipeline,
  otlpResponse,
  largeValues,
  logPrograms,
  metricInstruments,
  sinkAnswers,
  processors,
  relations,
  responseParser,
  retry,
  sdkOtlp,
  sdkTraces,
  sdkTransport,
  sdkZipkin,
  settings,
} from './tests.ts';

const official = 'Sent by the official exporter, on the JavaScript thread.';

const zipkin = shownWithNote(
  'Sent by the official exporter, given as `traceExporter` or named in `OTEL_TRACES_EXPORTER`.',
  sdkZipkin('the official Zipkin exporter sends our spans as those of the official SDK'),
);
const otherZipkin = notThere('The official exporter speaks Zipkin V2 JSON only.');

export const exporters: Section = {
  '': {
    'Exporter interface': shown(
      coreConformance(
        'a span exporter of the application’s own is given spans, flush and shutdown',
      ),
      sdkTraces('exporter: a sink gets OTLP'),
    ),
    'Exporter interface has ForceFlush': shown(
      coreConformance(
        'a span exporter of the application’s own is given spans, flush and shutdown',
      ),
    ),
    'Standard output (logging)': shown(
      processors('ConsoleSpanExporter prints our spans'),
      sdkTraces('OTEL_TRACES_EXPORTER=console prints spans'),
    ),
    'In-memory (mock exporter)': shown(processors('… takes our spans', 'SimpleSpanProcessor')),
  },
  OTLP: {
    'OTLP/gRPC Exporter': shownWithNote(
      official,
      sdkOtlp('OTEL_EXPORTER_OTLP_PROTOCOL=grpc: spans arrive at a gRPC service'),
      sdkTransport('with TLS and a client certificate'),
    ),
    'OTLP/HTTP binary Protobuf Exporter': shown(
      exchange('export_posts_the_bytes_and_the_header_fields'),
      exchange('export_sends_large_and_empty_batches_whole'),
      exchange('export_takes_each_signal_to_its_own_endpoint'),
      connection('connection_is_reused'),
      sdkOtlp('a request is protobuf, uncompressed, and says who sends it'),
    ),
    'OTLP/HTTP JSON Protobuf Exporter': shownWithNote(official, fallback('http/json')),
    'OTLP/HTTP gzip Content-Encoding support': shown(
      sdkTransport('gzip over plain HTTP'),
      sdkTransport('http/json over https, compressed: the official exporter'),
    ),
    'Enforces request size limit': shownWithNote(
      'A request has at most `maxRequestBytes` (4 MiB, up to 64 MiB), unless one span alone is larger; a span above `maxItemBytes` (16 MiB) is dropped, counted and named.',
      nativePipeline('batches_are_cut_by_bytes'),
      largeValues('a span above maxItemBytes is dropped and named, and the others arrive'),
      largeValues('a span larger than the whole queue is dropped and counted as too large'),
    ),
    'Enforces response size limit': shown(
      exchange('export_does_not_swallow_a_huge_body'),
      responseParser('parser_bounds_the_head'),
      responseParser('parser_cuts_a_long_body'),
    ),
    'Concurrent sending': shownWithNote(
      'Up to four requests of a tracer or logger provider are in flight. Metrics have one, because their order matters.',
      exportQueue('a_waiting_request_becomes_one_in_flight_up_to_the_limit'),
      engine('four_posts_go_at_the_same_time_and_the_fifth_waits_for_a_connection'),
    ),
    'Honors retryable responses with backoff': shown(
      exchange('export_retries_statuses_that_may_pass'),
      exchange('export_backs_off_until_it_succeeds'),
      retry('backoff_grows_to_its_maximum_within_its_jitter'),
      retry('only_what_the_specification_lists_is_retryable'),
      sinkAnswers('retry: the same batch again, until it is taken'),
      sdkOtlp('what is throttled or unavailable is sent again until it is taken'),
    ),
    'Honors non-retryable responses': shown(
      exchange('export_gives_up_on_statuses_that_are_final'),
      sinkAnswers('…: lost, counted, and named in forceFlush'),
      sdkOtlp('what is refused for good is not sent again, and counted'),
    ),
    'Honors throttling response': shown(
      exchange('export_waits_as_long_as_the_server_asks'),
      retry('retry_after_as_seconds_and_as_date'),
      sdkOtlp('what is throttled or unavailable is sent again until it is taken'),
    ),
    'Multi-destination spec compliance': notThere(
      'A provider has one native exporter. Further destinations are span processors, each with a queue and retries of its own.',
    ),
    'SchemaURL in ResourceSpans and ScopeSpans': shown(
      coreConformance('schema URLs of resource and scope are in the request'),
      relations('scopes, each once, in the order of their first span'),
    ),
    'SchemaURL in ResourceMetrics and ScopeMetrics': shown(
      metricInstruments('meters of other names and versions'),
    ),
    'SchemaURL in ResourceLogs and ScopeLogs': shown(logPrograms('… random programs, seed …')),
    'Honors the user agent spec': shown(
      sdkOtlp('a request is protobuf, uncompressed, and says who sends it'),
      settings('are the user agent when nothing is said'),
    ),
    'Partial Success messages are handled and logged for OTLP/gRPC': shownWithNote(
      official,
      sdkOtlp('a partial success is logged'),
    ),
    'Partial Success messages are handled and logged for OTLP/HTTP': shownWithNote(
      'The message is `lastError` of the statistics and an error of `forceFlush`; it is not written to `diag` by itself.',
      exchange('export_reports_a_partial_success'),
      otlpResponse('partial_success_is_decoded'),
      sinkAnswers('rejected items: counted as rejected, with the message'),
      sdkOtlp('what a partial success rejects is counted, with its message'),
      sdkTransport('… is told', 'a partial success'),
    ),
    'Metric Exporter configurable temporality preference': shown(
      metricInstruments('…, …', 'lowmemory'),
    ),
    'Metric Exporter configurable default aggregation': shown(
      metricInstruments('exponential histograms by default'),
    ),
  },
  Zipkin: {
    'Zipkin V1 JSON': otherZipkin,
    'Zipkin V1 Thrift': otherZipkin,
    'Zipkin V2 JSON': zipkin,
    'Zipkin V2 Protobuf': otherZipkin,
    'Service name mapping': zipkin,
    'SpanKind mapping': zipkin,
    'InstrumentationLibrary mapping': notThere(
      'The official exporter does not map it, and the specification has renamed it.',
    ),
    'InstrumentationScope mapping': notThere('The official exporter does not map it.'),
    'Boolean attributes': zipkin,
    'Array attributes': zipkin,
    'Status mapping': zipkin,
    'Error Status mapping': zipkin,
    'Event attributes mapping to Annotations': notThere(
      'The official exporter maps the names of events and their times, not their attributes.',
    ),
    'Integer microseconds in timestamps': notThere(
      'The official exporter, version 3.1.0, rounds durations and events but not starts.',
    ),
  },
  Prometheus: notThere(
    'Metrics go to a Collector, whose Prometheus exporter serves them: `npm run test:collector` scrapes one.',
  ),
};
