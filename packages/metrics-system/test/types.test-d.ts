/** Checked by `npm run typecheck`, never run. */
import type { Instrumentation } from '@opentelemetry/instrumentation';
import type { TelemetryPlugin } from '@otel-native/api-bridge';
import {
  loadError,
  SystemMetrics,
  type MetricName,
  type OtelNativeErrorCode,
  type SystemMetricsGroup,
  type SystemMetricsOptions,
} from '@otel-native/metrics-system';
import { expectTypeOf } from 'expect-type';

expectTypeOf<SystemMetrics>().toExtend<Instrumentation>();
expectTypeOf<SystemMetrics>().toExtend<TelemetryPlugin>();
expectTypeOf(SystemMetrics).toBeConstructibleWith();
expectTypeOf(SystemMetrics).toBeConstructibleWith({
  groups: ['process', 'process.cpu', 'process.cpu.time', 'system.network', 'v8js.gc'],
  attributes: ['cpu.logical_number'],
});
expectTypeOf(SystemMetrics).toBeConstructibleWith({ groups: 'all', procPath: undefined });
expectTypeOf<SystemMetrics['absent']>().toEqualTypeOf<readonly MetricName[]>();
expectTypeOf<'nodejs.eventloop.delay'>().toExtend<SystemMetricsGroup>();
expectTypeOf<'process.uptime'>().toExtend<MetricName>();
expectTypeOf<SystemMetricsOptions['eventLoopResolutionMillis']>().toEqualTypeOf<
  number | undefined
>();
expectTypeOf(loadError).toEqualTypeOf<() => Error | undefined>();
expectTypeOf<'ERR_OTEL_NATIVE_UNKNOWN_METRIC_GROUP'>().toExtend<OtelNativeErrorCode>();

// @ts-expect-error no such group
new SystemMetrics({ groups: ['sytem'] });
// @ts-expect-error a list, or all
new SystemMetrics({ groups: 'process' });
// @ts-expect-error an attribute that is always there
new SystemMetrics({ attributes: ['cpu.mode'] });
// @ts-expect-error no such option
new SystemMetrics({ interval: 1000 });
