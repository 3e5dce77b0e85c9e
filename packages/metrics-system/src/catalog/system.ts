import type { SystemInstrument } from './instrument';
import type { MachineMetricName } from './metric-name';

/** Attribute names for the labels of a file system's row. */
const filesystem = [
  'system.device.name',
  'system.filesystem.mountpoint',
  'system.filesystem.type',
  'system.filesystem.mode',
];
const direction = (of: string) => ({ 'network.io.direction': of });
const disk = (of: string) => ({ 'disk.io.direction': of });

/** https://opentelemetry.io/docs/specs/semconv/system/system-metrics/ */
export const systemInstruments: Record<MachineMetricName, SystemInstrument> = {
  'system.uptime': {
    kind: 'gauge',
    unit: 's',
    description: 'The time the system has been running.',
    source: 'system.cpu',
    slots: [['system.uptime']],
  },
  'system.cpu.logical.count': {
    kind: 'updowncounter',
    unit: '{cpu}',
    description:
      'Reports the number of logical (virtual) processor cores created by the operating system to manage multitasking.',
    source: 'system.cpu',
    slots: [['system.cpu.count']],
  },
  'system.cpu.time': {
    kind: 'counter',
    unit: 's',
    description: 'Seconds each logical CPU spent on each mode.',
    source: 'system.cpu',
    table: {
      name: 'cpus',
      labels: ['cpu.logical_number'],
      columns: [
        ['user', { 'cpu.mode': 'user' }],
        ['nice', { 'cpu.mode': 'nice' }],
        ['system', { 'cpu.mode': 'system' }],
        ['idle', { 'cpu.mode': 'idle' }],
        ['iowait', { 'cpu.mode': 'iowait' }],
        ['interrupt', { 'cpu.mode': 'interrupt' }],
        ['steal', { 'cpu.mode': 'steal' }],
      ],
    },
  },
  'system.cpu.utilization': {
    kind: 'gauge',
    unit: '1',
    description:
      'For each logical CPU, the utilization is calculated as the change in cumulative CPU time (cpu.time) over a measurement interval, divided by the elapsed time.',
    source: 'system.cpu',
    table: {
      name: 'cpus',
      labels: ['cpu.logical_number'],
      columns: [
        ['user.utilization', { 'cpu.mode': 'user' }],
        ['nice.utilization', { 'cpu.mode': 'nice' }],
        ['system.utilization', { 'cpu.mode': 'system' }],
        ['idle.utilization', { 'cpu.mode': 'idle' }],
        ['iowait.utilization', { 'cpu.mode': 'iowait' }],
        ['interrupt.utilization', { 'cpu.mode': 'interrupt' }],
        ['steal.utilization', { 'cpu.mode': 'steal' }],
      ],
    },
  },
  'system.memory.usage': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'Reports memory by state.',
    source: 'system.memory',
    slots: [
      ['system.memory.used', { 'system.memory.state': 'used' }],
      ['system.memory.free', { 'system.memory.state': 'free' }],
      ['system.memory.available', { 'system.memory.state': 'available' }],
      ['system.memory.buffers', { 'system.memory.state': 'buffers' }],
      ['system.memory.cached', { 'system.memory.state': 'cached' }],
    ],
  },
  'system.memory.utilization': {
    kind: 'gauge',
    unit: '1',
    description: 'Fraction of memory bytes by state.',
    source: 'system.memory',
    slots: [
      ['system.memory.used.utilization', { 'system.memory.state': 'used' }],
      ['system.memory.free.utilization', { 'system.memory.state': 'free' }],
      ['system.memory.available.utilization', { 'system.memory.state': 'available' }],
      ['system.memory.buffers.utilization', { 'system.memory.state': 'buffers' }],
      ['system.memory.cached.utilization', { 'system.memory.state': 'cached' }],
    ],
  },
  'system.memory.limit': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'Total virtual memory available in the system.',
    source: 'system.memory',
    slots: [['system.memory.limit']],
  },
  'system.memory.linux.available': {
    kind: 'updowncounter',
    unit: 'By',
    description:
      'An estimate of how much memory is available for starting new applications, without causing swapping.',
    source: 'system.memory',
    slots: [['system.memory.available']],
  },
  'system.memory.linux.slab.usage': {
    kind: 'updowncounter',
    unit: 'By',
    description:
      'Reports the memory used by the Linux kernel for managing caches of frequently used objects.',
    source: 'system.memory',
    slots: [
      ['system.slab.reclaimable', { 'system.memory.linux.slab.state': 'reclaimable' }],
      ['system.slab.unreclaimable', { 'system.memory.linux.slab.state': 'unreclaimable' }],
    ],
  },
  'system.paging.faults': {
    kind: 'counter',
    unit: '{fault}',
    description: 'The number of page faults.',
    source: 'system.paging',
    slots: [
      ['system.faults.minor', { 'system.paging.fault.type': 'minor' }],
      ['system.faults.major', { 'system.paging.fault.type': 'major' }],
    ],
  },
  'system.paging.operations': {
    kind: 'counter',
    unit: '{operation}',
    description: 'The number of paging operations.',
    source: 'system.paging',
    slots: [
      ['system.swap.in', { 'system.paging.direction': 'in', 'system.paging.fault.type': 'major' }],
      [
        'system.swap.out',
        { 'system.paging.direction': 'out', 'system.paging.fault.type': 'major' },
      ],
    ],
  },
  'system.paging.usage': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'UNIX swap or windows pagefile usage.',
    source: 'system.swaps',
    table: {
      name: 'swaps',
      labels: ['system.device.name'],
      columns: [
        ['used', { 'system.paging.state': 'used' }],
        ['free', { 'system.paging.state': 'free' }],
      ],
    },
  },
  'system.paging.utilization': {
    kind: 'gauge',
    unit: '1',
    description: 'Swap (UNIX) or pagefile (windows) utilization.',
    source: 'system.swaps',
    table: {
      name: 'swaps',
      labels: ['system.device.name'],
      columns: [
        ['used.utilization', { 'system.paging.state': 'used' }],
        ['free.utilization', { 'system.paging.state': 'free' }],
      ],
    },
  },
  'system.disk.io': {
    kind: 'counter',
    unit: 'By',
    description: 'Disk bytes transferred.',
    source: 'system.disks',
    table: {
      name: 'disks',
      labels: ['system.device.name'],
      columns: [
        ['read.bytes', disk('read')],
        ['write.bytes', disk('write')],
      ],
    },
  },
  'system.disk.operations': {
    kind: 'counter',
    unit: '{operation}',
    description: 'Disk operations count.',
    source: 'system.disks',
    table: {
      name: 'disks',
      labels: ['system.device.name'],
      columns: [
        ['read.operations', disk('read')],
        ['write.operations', disk('write')],
      ],
    },
  },
  'system.disk.merged': {
    kind: 'counter',
    unit: '{operation}',
    description:
      'The number of disk reads/writes merged into single physical disk access operations.',
    source: 'system.disks',
    table: {
      name: 'disks',
      labels: ['system.device.name'],
      columns: [
        ['read.merged', disk('read')],
        ['write.merged', disk('write')],
      ],
    },
  },
  'system.disk.operation_time': {
    kind: 'counter',
    unit: 's',
    description: 'Sum of the time each operation took to complete.',
    source: 'system.disks',
    table: {
      name: 'disks',
      labels: ['system.device.name'],
      columns: [
        ['read.seconds', disk('read')],
        ['write.seconds', disk('write')],
      ],
    },
  },
  'system.disk.io_time': {
    kind: 'counter',
    unit: 's',
    description: 'Time disk spent activated.',
    source: 'system.disks',
    table: {
      name: 'disks',
      labels: ['system.device.name'],
      columns: [['io.seconds']],
    },
  },
  'system.filesystem.usage': {
    kind: 'updowncounter',
    unit: 'By',
    description: "Reports a filesystem's space usage across different states.",
    source: 'system.filesystems',
    table: {
      name: 'filesystems',
      labels: filesystem,
      columns: [
        ['used', { 'system.filesystem.state': 'used' }],
        ['free', { 'system.filesystem.state': 'free' }],
        ['reserved', { 'system.filesystem.state': 'reserved' }],
      ],
    },
  },
  'system.filesystem.utilization': {
    kind: 'gauge',
    unit: '1',
    description: 'Fraction of filesystem bytes used.',
    source: 'system.filesystems',
    table: {
      name: 'filesystems',
      labels: filesystem,
      columns: [
        ['used.utilization', { 'system.filesystem.state': 'used' }],
        ['free.utilization', { 'system.filesystem.state': 'free' }],
        ['reserved.utilization', { 'system.filesystem.state': 'reserved' }],
      ],
    },
  },
  'system.filesystem.limit': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'The total storage capacity of the filesystem.',
    source: 'system.filesystems',
    table: {
      name: 'filesystems',
      labels: filesystem,
      columns: [['limit']],
    },
  },
  'system.network.io': {
    kind: 'counter',
    unit: 'By',
    description: 'The number of bytes transmitted and received.',
    source: 'system.interfaces',
    table: {
      name: 'interfaces',
      labels: ['network.interface.name'],
      columns: [
        ['receive.bytes', direction('receive')],
        ['transmit.bytes', direction('transmit')],
      ],
    },
  },
  'system.network.packet.count': {
    kind: 'counter',
    unit: '{packet}',
    description: 'The number of packets transferred.',
    source: 'system.interfaces',
    table: {
      name: 'interfaces',
      labels: ['network.interface.name'],
      columns: [
        ['receive.packets', direction('receive')],
        ['transmit.packets', direction('transmit')],
      ],
    },
  },
  'system.network.packet.dropped': {
    kind: 'counter',
    unit: '{packet}',
    description: 'Count of packets that are dropped or discarded even though there was no error.',
    source: 'system.interfaces',
    table: {
      name: 'interfaces',
      labels: ['network.interface.name'],
      columns: [
        ['receive.dropped', direction('receive')],
        ['transmit.dropped', direction('transmit')],
      ],
    },
  },
  'system.network.errors': {
    kind: 'counter',
    unit: '{error}',
    description: 'Count of network errors detected.',
    source: 'system.interfaces',
    table: {
      name: 'interfaces',
      labels: ['network.interface.name'],
      columns: [
        ['receive.errors', direction('receive')],
        ['transmit.errors', direction('transmit')],
      ],
    },
  },
  'system.process.created': {
    kind: 'counter',
    unit: '{process}',
    description: 'Total number of processes created over uptime of the host.',
    source: 'system.cpu',
    slots: [['system.processes.created']],
  },
};
