/** Does nothing, and says when it began to end: by EXIT_WAY, `process.exit` or `last task`. */
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

// What the SDK begins with is over then.
await sleep(200);
writeSync(1, String(process.hrtime.bigint()));
if (process.env.EXIT_WAY === 'process.exit') process.exit(0);
