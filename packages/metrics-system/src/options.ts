import type { MeterProvider } from '@opentelemetry/api';
import { kinds, readOptions, type OptionKind, type OptionTable } from 'option-check';
import type { SystemMetricsGroup } from './catalog/metric-name';
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

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an option that is none */
export function readSystemMetricsOptions(options: SystemMetricsOptions): SystemMetricsOptions {
  return readOptions<SystemMetricsOptions>(options, optionKinds);
}

/** The options, which were checked, with the defaults filled in. */
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
