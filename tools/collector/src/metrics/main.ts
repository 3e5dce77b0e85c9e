/** Records {@link metricCases} twice and exports after each, with the temporality that it is told, to where OTEL_EXPORTER_OTLP_ENDPOINT says. */
import { resourceFromAttributes } from '@opentelemetry/resources';
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { AggregationType, MeterProvider } from '@otel-native/native-core/metrics';

import { metricCases, type TemporalityName } from './cases.ts';
import { kScope, kService } from './comparison.ts';

const temporalityPreference = process.argv[2] as TemporalityName;
const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint = '' } = process.env;
const provider = new MeterProvider({
  resource: resourceFromAttributes({ 'service.name': kService }),
  exporter: new OtlpLocalExporter({ endpoint, signals: ['metrics'] }),
  export: { temporalityPreference },
  views: [
    {
      instrumentName: 'exponential.*',
      aggregation: { type: AggregationType.EXPONENTIAL_HISTOGRAM, options: { maxSize: 4 } },
    },
  ],
});
const { name, schemaUrl } = kScope;
const meter = provider.getMeter(name, temporalityPreference, { schemaUrl });
for (const collection of [0, 1] as const) {
  for (const metric of metricCases) metric.record(meter, collection);
  await provider.forceFlush();
}
