import type { MeterProvider } from '@opentelemetry/api';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { SystemMetricsGroup } from './catalog/metric-name';
import { defaultGroups } from './groups';

/** An opt-in attribute of the semantic conventions. */
export type OptInAttribute =
  /** Reports `system.cpu.time` and `system.cpu.utilization` per CPU instead of in total. */
  'cpu.logical_number';

/** Options of {@link SystemMetrics}. A wrong one throws `ERR_OTEL_NATIVE_INVALID_OPTION`. */
export interface SystemMetricsOptions {
  /** Creates the instruments. Default: the provider that is registered with the API at the start. */
  meterProvider?: MeterProvider | undefined;
  /**
   * Metrics to report, by name or by prefix up to a dot, e.g. `['process', 'system.cpu', 'v8js']`; `'all'` for
   * everything. Default: `process`, `container`, `nodejs` and `v8js`; in a worker thread, `nodejs` and `v8js`.
   */
  groups?: readonly SystemMetricsGroup[] | 'all' | undefined;
  /** Opt-in attributes to report. Default: none. */
  attributes?: readonly OptInAttribute[] | undefined;
  /**
   * Interval of the timer that measures the event loop's delay, in milliseconds: a whole number above 0. Default: 10.
   * Reported delays include the interval, as those of `perf_hooks.monitorEventLoopDelay` do.
   */
  eventLoopResolutionMillis?: number | undefined;
  /** Mount point of the proc file system. Default: `/proc`. */
  procPath?: string | undefined;
  /** Mount point of the control groups. Default: `/sys/fs/cgroup`. */
  cgroupPath?: string | undefined;
}

/** Checked options with defaults filled in. */
export interface Settings {
  readonly groups: readonly SystemMetricsGroup[];
  /** Whether the application selected the groups. */
  readonly isChosen: boolean;
  readonly isPerCpu: boolean;
  readonly eventLoopResolutionMillis: number;
  readonly procPath: string;
  readonly cgroupPath: string;
}

const allGroups = [...defaultGroups, 'system'] as const;
/** Limit of `monitorEventLoopDelay`, whose timer counts milliseconds in 31 bits. */
const kMaxResolutionMillis = 2 ** 31 - 1;

const path: OptionKind = {
  expected: 'an absolute path',
  accepts: (value) => typeof value === 'string' && value.startsWith('/') && !value.includes('\0'),
};
const allGroupsKind: OptionKind = { expected: '"all"', accepts: (value) => value === 'all' };

const optionKinds = {
  meterProvider: kinds.withMethods('a MeterProvider', 'getMeter'),
  groups: kinds.either(kinds.list(kinds.text), allGroupsKind),
  attributes: kinds.list(kinds.oneOf(['cpu.logical_number'])),
  eventLoopResolutionMillis: kinds.number({ from: 1, to: kMaxResolutionMillis, isWhole: true }),
  procPath: path,
  cgroupPath: path,
} as const satisfies OptionTable<SystemMetricsOptions>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readSystemMetricsOptions(options: SystemMetricsOptions): SystemMetricsOptions {
  return readOptions<SystemMetricsOptions>(options, optionKinds);
}

/** Fills the defaults into checked options. */
export function settingsOf(options: SystemMetricsOptions): Settings {
  const { groups, attributes = [], eventLoopResolutionMillis = 10 } = options;
  const { procPath = '/proc', cgroupPath = '/sys/fs/cgroup' } = options;
  return {
    groups: groups === 'all' ? allGroups : (groups ?? defaultGroups),
    isChosen: groups !== undefined && groups !== 'all',
    isPerCpu: attributes.includes('cpu.logical_number'),
    eventLoopResolutionMillis,
    procPath,
    cgroupPath,
  };
}
