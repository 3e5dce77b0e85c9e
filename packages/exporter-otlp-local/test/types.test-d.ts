/** Checked by `npm run typecheck`, never run. */
import type { NativeExporter, Signal } from '@otel-native/api-bridge';
import {
  loadError,
  OtlpLocalExporter,
  OtlpLocalTraceExporter,
  type OtelNativeErrorCode,
  type OtlpLocalExporterOptions,
} from '@otel-native/exporter-otlp-local';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { expectTypeOf } from 'expect-type';

expectTypeOf<OtlpLocalExporter>().toExtend<NativeExporter>();
expectTypeOf(OtlpLocalExporter).toBeConstructibleWith();
expectTypeOf(OtlpLocalExporter).toBeConstructibleWith({});
expectTypeOf(OtlpLocalExporter).toBeConstructibleWith({
  endpoint: 'http://localhost:4318',
  headers: { a: 'b' },
  signals: ['traces'],
});
expectTypeOf(OtlpLocalExporter).toBeConstructibleWith({
  endpoint: undefined,
  timeoutMillis: undefined,
});
expectTypeOf<OtlpLocalExporterOptions['signals']>().toEqualTypeOf<readonly Signal[] | undefined>();
expectTypeOf<OtlpLocalExporterOptions['timeoutMillis']>().toEqualTypeOf<number | undefined>();
expectTypeOf<OtlpLocalExporter['name']>().toEqualTypeOf<'otlp-local'>();
expectTypeOf<OtlpLocalExporter['nativeHandle']>().toEqualTypeOf<object>();
expectTypeOf(loadError).toEqualTypeOf<() => Error | undefined>();
expectTypeOf<'ERR_OTEL_NATIVE_NO_BINARY'>().toExtend<OtelNativeErrorCode>();

expectTypeOf<OtlpLocalTraceExporter>().toExtend<SpanExporter>();
expectTypeOf(OtlpLocalTraceExporter).toBeConstructibleWith({ socketPath: '/a', timeoutMillis: 1 });
// @ts-expect-error it exports traces alone
new OtlpLocalTraceExporter({ signals: ['logs'] });

// @ts-expect-error a number of milliseconds, not a text
new OtlpLocalExporter({ timeoutMillis: '5s' });
// @ts-expect-error no such signal
new OtlpLocalExporter({ signals: ['spans'] });
// @ts-expect-error header values are strings
new OtlpLocalExporter({ headers: { a: 1 } });
// @ts-expect-error no such option
new OtlpLocalExporter({ url: 'http://localhost:4318' });
