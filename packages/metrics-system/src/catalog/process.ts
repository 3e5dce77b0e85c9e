import type { SystemInstrument } from './instrument';
import type { ProcessMetricName } from './metric-name';

const user = { 'cpu.mode': 'user' };
const system = { 'cpu.mode': 'system' };

/** https://opentelemetry.io/docs/specs/semconv/system/process-metrics/ */
export const processInstruments: Record<ProcessMetricName, SystemInstrument> = {
  'process.cpu.time': {
    kind: 'counter',
    unit: 's',
    description: 'Total CPU seconds broken down by different CPU modes.',
    source: 'process.usage',
    slots: [
      ['process.cpu.user', user],
      ['process.cpu.system', system],
    ],
  },
  'process.cpu.utilization': {
    kind: 'gauge',
    unit: '1',
    description:
      'Difference in process.cpu.time since the last measurement, divided by the elapsed time and number of CPUs available to the process.',
    source: 'process.usage',
    slots: [
      ['process.cpu.user.utilization', user],
      ['process.cpu.system.utilization', system],
    ],
  },
  'process.memory.usage': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'The amount of physical memory in use.',
    source: 'process.memory',
    slots: [['process.memory.usage']],
  },
  'process.memory.virtual': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'The amount of committed virtual memory.',
    source: 'process.memory',
    slots: [['process.memory.virtual']],
  },
  'process.memory.utilization': {
    kind: 'gauge',
    unit: '1',
    description: 'Percentage of total physical memory that is used by the process.',
    source: 'process.memory',
    slots: [['process.memory.utilization']],
  },
  'process.disk.io': {
    kind: 'counter',
    unit: 'By',
    description: 'Disk bytes transferred.',
    source: 'process.io',
    slots: [
      ['process.disk.read', { 'disk.io.direction': 'read' }],
      ['process.disk.write', { 'disk.io.direction': 'write' }],
    ],
  },
  'process.thread.count': {
    kind: 'updowncounter',
    unit: '{thread}',
    description: 'Process threads count.',
    source: 'process.memory',
    slots: [['process.threads']],
  },
  'process.unix.file_descriptor.count': {
    kind: 'updowncounter',
    unit: '{file_descriptor}',
    description: 'Number of UNIX file descriptors in use by the process.',
    source: 'process.descriptors',
    slots: [['process.file_descriptors']],
  },
  'process.context_switches': {
    kind: 'counter',
    unit: '{context_switch}',
    description: 'Number of times the process has been context switched.',
    source: 'process.usage',
    slots: [
      ['process.switches.voluntary', { 'process.context_switch.type': 'voluntary' }],
      ['process.switches.involuntary', { 'process.context_switch.type': 'involuntary' }],
    ],
  },
  'process.paging.faults': {
    kind: 'counter',
    unit: '{fault}',
    description: 'Number of page faults the process has made.',
    source: 'process.usage',
    slots: [
      ['process.faults.minor', { 'system.paging.fault.type': 'minor' }],
      ['process.faults.major', { 'system.paging.fault.type': 'major' }],
    ],
  },
};
