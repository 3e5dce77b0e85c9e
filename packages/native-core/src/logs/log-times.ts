import { diag, type HrTime, type TimeInput } from '@opentelemetry/api';
import { timeInputToHrTime } from '@opentelemetry/core';
import { hrTimeOfMillis } from '../values/time';

/** Returns the instant of a timestamp; the present for one that is no time. */
export function hrTimeOf(input: TimeInput, nowMillis: number): HrTime {
  try {
    const [seconds, nanos] = timeInputToHrTime(input);
    return [seconds, nanos];
  } catch (error) {
    diag.warn('The timestamp of a log record is no time; using the present', error);
    return hrTimeOfMillis(nowMillis);
  }
}
