import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const kNobody = 65_534;
/** Node.js starts with so many threads; ours find none left. */
const kMaxThreads = '8';

const program = join(__dirname, 'applications/no-threads.mjs');
const asNobody = { uid: kNobody, gid: kNobody, encoding: 'utf8', timeout: 30_000 } as const;

/** The limit holds for other users than root alone, who may not be allowed to read this folder. */
function canRun(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  return spawnSync('prlimit', [process.execPath, '--check', program], asNobody).status === 0;
}

const testWithLimit = canRun() ? test : test.skip;

testWithLimit('spans that no thread could send are reported once', () => {
  const args = [`--nproc=${kMaxThreads}`, process.execPath, program];
  const { status, stderr } = spawnSync('prlimit', args, asNobody);
  expect(status).toBe(0);
  expect(stderr.match(/3000 spans/g)).toHaveLength(1);
  expect(stderr).not.toContain('threads that had ended');
});
