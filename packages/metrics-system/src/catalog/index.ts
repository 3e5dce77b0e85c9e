import { containerInstruments } from './container';
import type { Instrument, SystemInstrument } from './instrument';
import type { MetricName } from './metric-name';
import { processInstruments } from './process';
import { runtimeInstruments } from './runtime';
import { systemInstruments } from './system';

/** All instruments whose values native code reads. */
export const nativeInstruments: Partial<Record<MetricName, SystemInstrument>> = {
  ...processInstruments,
  ...containerInstruments,
  ...systemInstruments,
};

/** All instruments. */
export const catalog: Record<MetricName, Instrument> = {
  ...processInstruments,
  ...containerInstruments,
  ...systemInstruments,
  ...runtimeInstruments,
};

/** The names of instruments, in the order of the catalog. */
export const metricNames = Object.keys(catalog) as MetricName[];

/** Whether the value is of this thread alone; of all others a process has one. */
export function isOfThread(name: MetricName): boolean {
  return name.startsWith('nodejs.') || name.startsWith('v8js.');
}

/** What the meter is told of an instrument. */
export function instrument(name: MetricName): Instrument {
  return catalog[name];
}
