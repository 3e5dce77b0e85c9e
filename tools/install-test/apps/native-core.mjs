// An SDK composed by hand: the native provider and the native exporter.
import { OtlpLocalExporter } from '@otel-native/exporter-otlp-local';
import { TracerProvider } from '@otel-native/native-core';

const provider = new TracerProvider({ exporter: new OtlpLocalExporter() });
provider
  .getTracer('install-test')
  .startSpan('checkout', { attributes: { items: 3 } })
  .end();
await provider.shutdown();
console.log(JSON.stringify(provider.stats()));
