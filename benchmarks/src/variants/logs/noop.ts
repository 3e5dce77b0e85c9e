import { setImmediate as nextTurnOfLoop } from 'node:timers/promises';

import type { LogDriver } from './driver.ts';

/** The API with no SDK behind it: what the workload and the loop around it cost by themselves. */
export function startDriver(): LogDriver {
  const nothing = async () => {};
  return { records: false, afterTurn: () => nextTurnOfLoop(), flush: nothing, shutdown: nothing };
}
