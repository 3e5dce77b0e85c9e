import type { Coverage } from '../check.ts';
import { exporters } from './exporters.ts';
import { environment } from './environment.ts';
import { notThere } from '../evidence.ts';
import { baggage, contextPropagation } from './propagation.ts';
import { declarativeConfiguration } from './declarative-configuration.ts';
import { resource } from './resource.ts';
import { selfObservability } from './self-observability.ts';
import { traces } from './traces.ts';

/** What we say about the matrix. */
export const coverage: Coverage = {
  Traces: traces,
  Baggage: baggage,
  Resource: resource,
  'Context Propagation': contextPropagation,
  'Environment Variables': environment,
  'Declarative configuration': declarativeConfiguration,
  Exporters: exporters,
  'SDK Self-Observability': selfObservability,
  'OpenCensus Compatibility': notThere(
    'A bridge that sits above the API and works with any SDK; OpenTelemetry JS publishes it as `@opentelemetry/shim-opencensus`.',
  ),
  'OpenTracing Compatibility': notThere(
    'A shim that sits above the API and works with any SDK; OpenTelemetry JS publishes it as `@opentelemetry/shim-opentracing`.',
  ),
};
