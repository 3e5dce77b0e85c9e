import { testsOf } from '../evidence.ts';

const core = 'packages/native-core/test';
const context = 'packages/context-native/test';
const exporter = 'packages/exporter-otlp-local';
const sdk = 'packages/sdk/test';

/** The files that the rows refer to, each as what makes references to its tests. */
export const attributes = testsOf(`${core}/cases/attributes.ts`);
export const lifecycle = testsOf(`${core}/cases/lifecycle.ts`);
export const limits = testsOf(`${core}/cases/limits.ts`);
export const relations = testsOf(`${core}/cases/relations.ts`);
export const times = testsOf(`${core}/cases/times.ts`);
export const coreConformance = testsOf(`${core}/conformance.test.ts`);
export const flushAndShutdown = testsOf(`${core}/flush-and-shutdown.test.ts`);
export const ids = testsOf(`${core}/ids.test.ts`);
export const largeValues = testsOf(`${core}/large-values.test.ts`);
export const metrics = testsOf(`${core}/metrics.test.ts`);
export const pipelineMetrics = testsOf(`${core}/pipeline-metrics.test.ts`);
export const processes = testsOf(`${core}/processes.test.ts`);
export const processors = testsOf(`${core}/processors.test.ts`);
export const resource = testsOf(`${core}/resource.test.ts`);
export const samplers = testsOf(`${core}/samplers.test.ts`);
export const sinkAnswers = testsOf(`${core}/sink-answers.test.ts`);
export const sequences = testsOf(`${core}/sequences.test.ts`);
export const metricConformance = testsOf(`${core}/metrics-conformance.test.ts`);
export const metricEnvironment = testsOf(`${core}/metrics-environment.test.ts`);
export const metricInputs = testsOf(`${core}/metrics/cases/inputs.ts`);
export const metricInstruments = testsOf(`${core}/metrics/cases/instruments.ts`);
export const metricLimits = testsOf(`${core}/metrics/cases/limits.ts`);
export const metricObservables = testsOf(`${core}/metrics/cases/observables.ts`);
export const metricSequences = testsOf(`${core}/metrics-sequences.test.ts`);
export const metricViews = testsOf(`${core}/metrics/cases/views.ts`);
export const nativePipeline = testsOf('packages/native-core/native/test/pipeline.test.cpp');

export const contextConformance = testsOf(`${context}/conformance.test.ts`);
export const contextCalls = testsOf(`${context}/scenarios/calls.ts`);
export const contextAttachments = testsOf(`${context}/scenarios/attachments.ts`);
export const linkedContext = testsOf(`${context}/linked-context.test.ts`);

export const settings = testsOf(`${exporter}/test/settings.test.ts`);
export const exporterOptions = testsOf(`${exporter}/test/exporter.test.ts`);
export const connection = testsOf(`${exporter}/native/test/connection.test.cpp`);
export const exchange = testsOf(`${exporter}/native/test/export.test.cpp`);
export const otlpResponse = testsOf(`${exporter}/native/test/otlp-response.test.cpp`);
export const responseParser = testsOf(`${exporter}/native/test/response-parser.test.cpp`);
export const retry = testsOf(`${exporter}/native/test/retry.test.cpp`);

export const configuration = testsOf(`${sdk}/configuration.test.ts`);
export const fallback = testsOf(`${sdk}/fallback.test.ts`);
export const register = testsOf(`${sdk}/register.test.ts`);
export const sdkOtlp = testsOf(`${sdk}/conformance-otlp.test.ts`);
export const sdkConfigFile = testsOf(`${sdk}/config-file.test.ts`);
export const sdkConfigFileMetrics = testsOf(`${sdk}/config-file-metrics.test.ts`);
export const sdkMetrics = testsOf(`${sdk}/metrics.test.ts`);
export const sdkParity = testsOf(`${sdk}/parity.test.ts`);
export const sdkTransport = testsOf(`${sdk}/transport.test.ts`);
export const sdkZipkin = testsOf(`${sdk}/conformance-zipkin.test.ts`);
export const sdkConformance = testsOf(`${sdk}/conformance.test.ts`);
export const sdkTraces = testsOf(`${sdk}/traces.test.ts`);
