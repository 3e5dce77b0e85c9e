import { killAndRecover, type KillRun } from './support/kill-run';

/** More with `npm run test:spool -- --runs 100`. */
const runs = Number(process.env.SPOOL_RUNS ?? 5);
const kMaxAliveMillis = 250;

const table: (KillRun & { run: number; aliveMillis: number })[] = [];

test.each(Array.from({ length: runs }, (_, run) => [run]))(
  'run %i: a process that was killed loses no span that had ended',
  async (run) => {
    const aliveMillis = Math.round(Math.random() * kMaxAliveMillis);
    const result = await killAndRecover(aliveMillis, {
      receiverAnswers: run % 3 !== 1,
      workers: run % 3 === 2 ? 2 : 0,
    });
    table.push({ run, aliveMillis, ...result });
    expect(result).toMatchObject({ lost: 0, files: [], recovery: { damagedFiles: 0, lost: 0 } });
    expect(result.recovery.complete).toBe(true);
    expect(result.committed).toBeGreaterThan(0);
  },
);

afterAll(() => {
  const sum = (name: 'committed' | 'beforeRecovery' | 'lost' | 'duplicates') =>
    table.reduce((total, run) => total + run[name], 0);
  const line = `${table.length} processes killed: ${sum('committed')} spans ended, ${sum('beforeRecovery')} received before recovery, ${sum('lost')} lost, ${sum('duplicates')} received twice`;
  process.stdout.write(`${line}\n`);
});
