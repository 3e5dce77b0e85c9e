/** Metrics of this process. */
export type ProcessMetricName =
  | 'process.cpu.time'
  | 'process.cpu.utilization'
  | 'process.memory.usage'
  | 'process.memory.virtual'
  | 'process.memory.utilization'
  | 'process.disk.io'
  | 'process.thread.count'
  | 'process.unix.file_descriptor.count'
  | 'process.context_switches'
  | 'process.paging.faults';

/** Metrics of the container, or other control group, of this process. */
export type ContainerMetricName =
  | 'container.cpu.time'
  | 'container.cpu.usage'
  | 'container.memory.usage'
  | 'container.memory.available'
  | 'container.memory.rss'
  | 'container.memory.working_set'
  | 'container.paging.faults'
  | 'container.disk.io'
  | 'container.uptime';

/** Metrics of the machine. */
export type MachineMetricName =
  | 'system.uptime'
  | 'system.cpu.logical.count'
  | 'system.cpu.time'
  | 'system.cpu.utilization'
  | 'system.memory.usage'
  | 'system.memory.utilization'
  | 'system.memory.limit'
  | 'system.memory.linux.available'
  | 'system.memory.linux.slab.usage'
  | 'system.paging.faults'
  | 'system.paging.operations'
  | 'system.paging.usage'
  | 'system.paging.utilization'
  | 'system.disk.io'
  | 'system.disk.operations'
  | 'system.disk.merged'
  | 'system.disk.operation_time'
  | 'system.disk.io_time'
  | 'system.filesystem.usage'
  | 'system.filesystem.utilization'
  | 'system.filesystem.limit'
  | 'system.network.io'
  | 'system.network.packet.count'
  | 'system.network.packet.dropped'
  | 'system.network.errors'
  | 'system.process.created';

/** Metrics of the Node.js runtime. */
export type RuntimeMetricName =
  | 'process.uptime'
  | 'nodejs.eventloop.delay.min'
  | 'nodejs.eventloop.delay.max'
  | 'nodejs.eventloop.delay.mean'
  | 'nodejs.eventloop.delay.stddev'
  | 'nodejs.eventloop.delay.p50'
  | 'nodejs.eventloop.delay.p90'
  | 'nodejs.eventloop.delay.p99'
  | 'nodejs.eventloop.utilization'
  | 'nodejs.eventloop.time'
  | 'v8js.memory.heap.used'
  | 'v8js.memory.heap.space.size'
  | 'v8js.memory.heap.space.available_size'
  | 'v8js.memory.heap.space.physical_size'
  | 'v8js.resource.active'
  | 'v8js.gc.duration';

/** The name of an instrument. */
export type MetricName =
  ProcessMetricName | ContainerMetricName | MachineMetricName | RuntimeMetricName;

/** A name, and each prefix of it that ends before a dot. */
type Prefixes<Name extends string> = Name extends `${infer Head}.${infer Rest}`
  ? Head | `${Head}.${Prefixes<Rest>}`
  : Name;

/** Selects all metrics with this name or prefix, e.g. `process`, `system.network` or `process.uptime`. */
export type SystemMetricsGroup = Prefixes<MetricName>;
