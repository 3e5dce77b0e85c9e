import type { SeverityNumber } from '@opentelemetry/api';
import { severityNumberOf, type SeverityMapping } from './severity';

/** Winston's levels: 0 is the most important. */
export type Levels = Readonly<Record<string, unknown>>;

/**
 * Returns the least important level whose records may be of this severity, so that a logger makes no records for nothing. The
 * destination looks at the severity of each record again.
 */
export function leastLevelOf(
  logSeverity: SeverityNumber,
  levels: Levels,
  mapping: SeverityMapping | undefined,
): string | undefined {
  const wanted = Object.keys(levels).filter(
    (level) => (severityNumberOf(level, mapping) ?? 0) >= logSeverity,
  );
  return wanted.length > 0 ? last(wanted, levels) : last(Object.keys(levels), levels);
}

/** Returns the level with the greatest number. */
function last(names: readonly string[], levels: Levels): string | undefined {
  const numbered = names.filter((name) => typeof levels[name] === 'number');
  return numbered.reduce<string | undefined>(
    (least, name) =>
      least === undefined || Number(levels[name]) > Number(levels[least]) ? name : least,
    undefined,
  );
}
