// Logs 1,000 lines with pino to the file LINES, then ends in the way that WAY says.
const pino = require('pino');

// Not to a pipe: where its reader is slow, pino itself keeps lines in memory, which a signal loses.
const logger = pino(pino.destination({ dest: process.env.LINES, sync: true }));
for (let index = 0; index < 1_000; index++)
  logger.child({ part: index % 7 }).info({ index }, 'line');

const ways = {
  normal: () => undefined,
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('uncaught on purpose');
  },
  wait: () => {
    setInterval(() => undefined, 60_000);
    process.stdout.write('ready\n');
  },
};
ways[process.env.WAY]();
