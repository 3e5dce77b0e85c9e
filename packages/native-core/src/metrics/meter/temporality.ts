import type { Temporality } from '../aggregation/stream-shape';
import type { InstrumentType } from '../aggregation/descriptor';
import type { MetricExportOptions } from './meter-options';

type Preference = NonNullable<MetricExportOptions['temporalityPreference']>;

const deltaTypes: Record<Preference, readonly InstrumentType[]> = {
  cumulative: [],
  delta: ['COUNTER', 'OBSERVABLE_COUNTER', 'HISTOGRAM', 'GAUGE', 'OBSERVABLE_GAUGE'],
  lowmemory: ['COUNTER', 'HISTOGRAM'],
};

/**
 * Returns the temporality of an instrument's streams. A gauge has none in OTLP; with `delta` it is exported only when it
 * was recorded, as upstream. https://opentelemetry.io/docs/specs/otel/metrics/sdk_exporters/otlp/#additional-environment-variable-configuration
 */
export function temporalityOf(type: InstrumentType, preference: Preference): Temporality {
  return deltaTypes[preference].includes(type) ? 'delta' : 'cumulative';
}
