import { inspect } from 'node:util';
import type { MeterProvider } from '@opentelemetry/api';
import type { SystemMetricsGroup } from './catalog/metric-name';
import { OtelNativeError } from '@otel-native/api-bridge';
import { defaultGroups } from './groups';

/** An attribute that the semantic conventions leave to be asked for. */
export type OptInAttribute =
  /** `system.cpu.time` and `system.cpu.utilization` for each CPU, in place of all together. */
  'cpu.logical_number';

export interface SystemMetricsOptions {
  /** Where the instruments are made. Default: the one that is registered with the API when they are. */
  meterProvider?: MeterProvider | undefined;
  /**
   * What to report, by names of metrics or their beginnings up to a dot, e.g. `['process', 'system.cpu', 'v8js']`; `'all'`
   * for everything. Default: `process`, `container`, `nodejs` and `v8js`; in a worker thread, `nodejs` and `v8js`.
   */
  groups?: readonly SystemMetricsGroup[] | 'all' | undefined;
  /** Attributes to have that are not there by default. Default: none. */
  attributes?: readonly OptInAttribute[] | undefined;
  /**
   * How often the delay of the event loop is looked at, in milliseconds, a whole number above 0. Default: 10. The
   * delays that are reported contain it, as those of `perf_hooks.monitorEventLoopDelay` do.
   */
  eventLoopResolutionMillis?: number | undefined;
  /** Where the proc file system is mounted. Default: `/proc`. */
  procPath?: string | undefined;
  /** Where control groups are mounted. Default: `/sys/fs/cgroup`. */
  cgroupPath?: string | undefined;
}

/** Options that were checked. */
export interface Settings {
  readonly groups: readonly SystemMetricsGroup[];
  /** Whether somebody asked for just these groups. */
  readonly isChosen: boolean;
  readonly isPerCpu: boolean;
  readonly eventLoopResolutionMillis: number;
  readonly procPath: string;
  readonly cgroupPath: string;
}

const allGroups = [...defaultGroups, 'system'] as const;
/** What `monitorEventLoopDelay` takes: its timer counts milliseconds in 31 bits. */
const kMaxResolutionMillis = 2 ** 31 - 1;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` */
export function settingsOf(options: SystemMetricsOptions): Settings {
  const { groups, attributes = [], eventLoopResolutionMillis = 10 } = options;
  const { procPath = '/proc', cgroupPath = '/sys/fs/cgroup' } = options;
  if (groups !== undefined && groups !== 'all' && !isListOfStrings(groups))
    throw invalid('groups', groups, 'a list of names, or "all"');
  if (!Array.isArray(attributes) || attributes.some((name) => name !== 'cpu.logical_number'))
    throw invalid('attributes', attributes, 'a list of nothing but "cpu.logical_number"');
  if (!isResolution(eventLoopResolutionMillis)) {
    const wanted = `a whole number of milliseconds from 1 to ${kMaxResolutionMillis}`;
    throw invalid('eventLoopResolutionMillis', eventLoopResolutionMillis, wanted);
  }
  for (const [name, path] of Object.entries({ procPath, cgroupPath })) {
    if (typeof path !== 'string' || !path.startsWith('/') || path.includes('\0'))
      throw invalid(name, path, 'an absolute path');
  }
  return {
    groups: groups === 'all' ? allGroups : (groups ?? defaultGroups),
    isChosen: groups !== undefined && groups !== 'all',
    isPerCpu: attributes.includes('cpu.logical_number'),
    eventLoopResolutionMillis,
    procPath,
    cgroupPath,
  };
}

function isListOfStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

function isResolution(value: unknown): boolean {
  return (
    Number.isInteger(value) && (value as number) > 0 && (value as number) <= kMaxResolutionMillis
  );
}

function invalid(name: string, value: unknown, wanted: string): Error {
  const message = `${name} is ${inspect(value, { depth: 1 })}: give ${wanted}`;
  return new OtelNativeError('ERR_OTEL_NATIVE_INVALID_OPTION', message);
}
