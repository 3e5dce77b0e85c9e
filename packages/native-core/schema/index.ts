import { createHash } from 'node:crypto';
import * as metrics from './metrics.ts';
import * as records from './records.ts';
import { ringConstants } from './ring.ts';

export const layouts = [
  records.recordHeader,
  records.spanRecord,
  records.logRecord,
  records.logLineRecord,
  records.scopeRecord,
  records.resourceRecord,
  metrics.streamRecord,
  metrics.seriesRecord,
  metrics.exemplarsRecord,
  metrics.filteredRecord,
  records.batchRecord,
  records.textsRecord,
] as const;

export const enumerations = [
  records.recordType,
  records.spanPresence,
  records.logPresence,
  records.lineTime,
  records.stringTag,
  records.valueType,
  metrics.aggregation,
  metrics.streamFlag,
  metrics.targetFlag,
] as const;

export const constants = [
  ...ringConstants,
  ...records.recordConstants,
  ...metrics.metricConstants,
] as const;

export const formatVersion = records.formatVersion;

/** Names the exact format: the addon and the JavaScript beside it must have the same. */
export function formatHash(): string {
  const withoutDocs = JSON.stringify(
    { formatVersion, layouts, enumerations, constants },
    (key, value) => (key === 'doc' ? undefined : (value as unknown)),
  );
  return createHash('sha256').update(withoutDocs).digest('hex').slice(0, 16);
}
