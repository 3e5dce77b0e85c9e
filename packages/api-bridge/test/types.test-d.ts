import type { Logger, Meter, Span, Tracer } from '@opentelemetry/api';
import {
  instrumentationScope,
  isNativeExporter,
  type NativeExporter,
  type OtlpSink,
  type OtlpSinkResult,
  type TelemetryPlugin,
} from '@otel-native/api-bridge';
import { expectTypeOf } from 'expect-type';

const scope = instrumentationScope('library', '1.0.0', { schemaUrl: 'https://example.com/1' });
expectTypeOf(scope.tracer).toEqualTypeOf<Tracer>();
expectTypeOf(scope.meter).toEqualTypeOf<Meter>();
expectTypeOf(scope.logger).toEqualTypeOf<Logger>();

// `span` returns exactly what fn returns.
expectTypeOf(scope.span('a', () => 1)).toEqualTypeOf<number>();
expectTypeOf(scope.span('a', async () => 'x')).toEqualTypeOf<Promise<string>>();
expectTypeOf(scope.span('a', { root: true }, (span) => span)).toEqualTypeOf<Span>();
class ApiPromise<T> extends Promise<T> {
  declare asResponse: () => T;
}
expectTypeOf(scope.span('a', () => new ApiPromise<number>(() => {}))).toEqualTypeOf<
  ApiPromise<number>
>();
expectTypeOf(
  scope.span('a', () => {
    throw new Error();
  }),
).toEqualTypeOf<never>();
// @ts-expect-error fn is required
scope.span('a', {});
// @ts-expect-error the name is required
instrumentationScope();

declare const exporter: NativeExporter | OtlpSink;
if (isNativeExporter(exporter)) expectTypeOf(exporter).toEqualTypeOf<NativeExporter>();
else expectTypeOf(exporter).toEqualTypeOf<OtlpSink>();
expectTypeOf<OtlpSinkResult['status']>().toEqualTypeOf<'ok' | 'retry' | 'failed' | 'tooLarge'>();
expectTypeOf<{ name: string; start(): void }>().toExtend<TelemetryPlugin>();
