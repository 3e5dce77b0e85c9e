import { kFirst as since, type EnvironmentVariable } from '../variable.ts';

const kAutoInstrumentations = '@opentelemetry/auto-instrumentations-node';
const page = 'configuration.md';

/** Variables that only official packages read. This SDK uses those packages if they are installed. */
export const officialVariables: readonly EnvironmentVariable[] = [
  {
    name: 'OTEL_NODE_ENABLED_INSTRUMENTATIONS',
    type: 'list',
    default: '',
    since,
    description: 'Instrumentations to use, without `@opentelemetry/instrumentation-`; no others.',
    page,
    readBy: kAutoInstrumentations,
  },
  {
    name: 'OTEL_NODE_DISABLED_INSTRUMENTATIONS',
    type: 'list',
    default: '',
    since,
    description: 'Instrumentations to leave out, without `@opentelemetry/instrumentation-`.',
    page,
    readBy: kAutoInstrumentations,
  },
  {
    name: 'OTEL_SEMCONV_STABILITY_OPT_IN',
    type: 'list',
    default: '',
    since,
    description: 'Which semantic conventions instrumentations follow.',
    page,
    readBy: '@opentelemetry/instrumentation',
  },
  {
    name: 'OTEL_INSTRUMENTATION_HTTP_KNOWN_METHODS',
    type: 'list',
    default: '',
    since,
    description: 'HTTP methods that are reported by their names.',
    page,
    readBy: '@opentelemetry/instrumentation-http',
  },
  {
    name: 'OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT',
    type: 'boolean',
    default: 'false',
    since,
    description:
      'Records what is said to and by language models. `@otel-native/genai` also takes `SPAN_ONLY` and others.',
    page: 'genai.md',
    readBy: '@opentelemetry/instrumentation-openai',
  },
  {
    name: 'OTEL_EXPORTER_ZIPKIN_ENDPOINT',
    type: 'url',
    default: 'http://localhost:9411/api/v2/spans',
    since,
    description: 'The receiver of the `zipkin` exporter.',
    page,
    readBy: '@opentelemetry/exporter-zipkin',
  },
];
