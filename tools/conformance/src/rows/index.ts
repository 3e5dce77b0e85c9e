import type { Coverage } from '../check.ts';
import { exporters } from './exporters.ts';
import { environment } from './environment.ts';
import { notThere } from '../evidence.ts';
import { baggage, contextPropagation } from './propagation.ts';
import { declarativeConfiguration } from './declarative-configuration.ts';
import { logRows } from './logs.ts';
import { metricRows } from './metrics.ts';
import { resource } from './resource.ts';
import { selfObservability } from './self-observability.ts';
import { traces } from './traces.ts';

/** What we say about the matrix. */
export const coverage: Coverage = {
  Traces: traces,
  Metrics: metricRows,
  Logs: logRows,
  Baggage: baggage,
  Resource: resource,
  'Context Propagation': contextPropagation,
  'Environment Variables': environment,
  'Declarative configuration': declarativeConfiguration,
  Exporters: exporters,
  'SDK Self-Observability': selfObservability,
  'OpenCensus Compatibility': notThere(
    'A bridge between two APIs, above the OpenTelemetry API: it needs nothing of an SDK.',
  ),
  'OpenTracing Compatibility': notThere(
    'A bridge between two APIs, above the OpenTelemetry API: `@opentelemetry/shim-opentracing` works with any SDK.',
  ),
};
