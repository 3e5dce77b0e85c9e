import type { SystemInstrument } from './instrument';
import type { ContainerMetricName } from './metric-name';

const user = { 'cpu.mode': 'user' };
const system = { 'cpu.mode': 'system' };
const source = 'container';

/** https://opentelemetry.io/docs/specs/semconv/system/container-metrics/ */
export const containerInstruments: Record<ContainerMetricName, SystemInstrument> = {
  'container.cpu.time': {
    kind: 'counter',
    unit: 's',
    description: 'Total CPU time consumed.',
    source,
    slots: [
      ['container.cpu.user', user],
      ['container.cpu.system', system],
    ],
  },
  'container.cpu.usage': {
    kind: 'gauge',
    unit: '{cpu}',
    description:
      "Container's CPU usage, measured in CPUs. Range from 0 to the number of allocatable CPUs.",
    source,
    slots: [
      ['container.cpu.user.usage', user],
      ['container.cpu.system.usage', system],
    ],
  },
  'container.memory.usage': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'Memory usage of the container.',
    source,
    slots: [['container.memory.usage']],
  },
  'container.memory.available': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'Container memory available.',
    source,
    slots: [['container.memory.available']],
  },
  'container.memory.rss': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'Container memory RSS.',
    source,
    slots: [['container.memory.rss']],
  },
  'container.memory.working_set': {
    kind: 'updowncounter',
    unit: 'By',
    description: 'Container memory working set.',
    source,
    slots: [['container.memory.working_set']],
  },
  'container.paging.faults': {
    kind: 'counter',
    unit: '{fault}',
    description: 'Container memory paging faults.',
    source,
    slots: [
      ['container.faults.minor', { 'system.paging.fault.type': 'minor' }],
      ['container.faults.major', { 'system.paging.fault.type': 'major' }],
    ],
  },
  'container.disk.io': {
    kind: 'counter',
    unit: 'By',
    description: 'Disk bytes for the container.',
    source,
    slots: [
      ['container.disk.read', { 'disk.io.direction': 'read' }],
      ['container.disk.write', { 'disk.io.direction': 'write' }],
    ],
  },
  'container.uptime': {
    kind: 'gauge',
    unit: 's',
    description: 'The time the container has been running.',
    source,
    slots: [['container.uptime']],
  },
};
