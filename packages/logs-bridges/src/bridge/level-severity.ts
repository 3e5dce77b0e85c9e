import { SeverityNumber } from '@opentelemetry/api';

const kOfLevels: Readonly<Record<number, SeverityNumber>> = {
  10: SeverityNumber.TRACE,
  20: SeverityNumber.DEBUG,
  30: SeverityNumber.INFO,
  40: SeverityNumber.WARN,
  50: SeverityNumber.ERROR,
  60: SeverityNumber.FATAL,
};

/** The severities between those of the levels that pino and bunyan have. */
const kBetween = Object.values(SeverityNumber).filter(
  (number): number is SeverityNumber =>
    typeof number === 'number' && number % 4 !== 1 && number > 0,
);

/** Returns the severity of a level. Levels of the application's own are spread over the severities between. */
export function severityNumberOf(level: number): SeverityNumber {
  const known = kOfLevels[level];
  if (known !== undefined) return known;
  const place = Math.floor(((level - 10) / 60) * kBetween.length);
  return kBetween[Math.min(kBetween.length - 1, Math.max(0, place))]!;
}
