import { containerInstruments } from './container';
import type { Instrument, SystemInstrument } from './instrument';
import type { MetricName } from './metric-name';
import { processInstruments } from './process';
import { runtimeInstruments } from './runtime';
import { systemInstruments } from './system';

/** All instruments whose values are read by native code. */
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

/** The names of the instruments in catalog order. */
export const metricNames = Object.keys(catalog) as MetricName[];

/** Whether each thread has its own value. Other metrics have one value per process. */
export function isOfThread(name: MetricName): boolean {
  return name.startsWith('nodejs.') || name.startsWith('v8js.');
}

/** The definition of an instrument, for the meter. */
export function instrument(name: MetricName): Instrument {
  return catalog[name];
}
