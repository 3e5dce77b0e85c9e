import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Folders of servers that the `PATH` of a user may lack. */
const kMoreFolders = ['/usr/sbin', '/usr/local/sbin'];
const kStartMillis = 120_000;

/** InnoDB writes 100 MB before the first query, which takes half of the start. */
const kWithoutInnoDb = ['--skip-innodb', '--default-storage-engine=Aria'];

/** A database that a test starts on a free port, with its files in a temporary folder. */
export interface DatabaseServer {
  readonly port: number;
  /** Ends the process and removes its files. */
  stop(): Promise<void>;
}

/** Whether commands are installed. Prints a line if not: what needs them is skipped. */
export function areInstalled(commands: readonly string[], debianPackage: string): boolean {
  const missing = commands.filter((command) => pathOf(command) === undefined);
  if (missing.length === 0) return true;
  process.stderr.write(
    `skipped: ${missing.join(' and ')} not found (apt-get install ${debianPackage})\n`,
  );
  return false;
}

/** Starts Redis without persistence. */
export async function startRedis(): Promise<DatabaseServer> {
  const folder = newFolder('redis');
  return serve(folder, 'redis-server', (port) => [
    ...['--port', String(port), '--bind', '127.0.0.1'],
    ...['--save', '', '--dir', folder],
  ]);
}

/** Starts MariaDB with its own user `root`, who has no password, and no other. */
export async function startMariaDb(): Promise<DatabaseServer> {
  const folder = newFolder('mariadb');
  const data = `--datadir=${join(folder, 'data')}`;
  const shared = ['--no-defaults', data, ...kWithoutInnoDb, ...asRoot()];
  const made = spawnSync(
    pathOf('mariadb-install-db')!,
    [...shared, '--auth-root-authentication-method=normal', '--skip-test-db'],
    { encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`mariadb-install-db failed: ${made.stdout}${made.stderr}`);
  return serve(folder, 'mariadbd', (port) => [
    ...shared,
    ...[`--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve'],
    ...[`--socket=${join(folder, 'socket')}`, `--pid-file=${join(folder, 'pid')}`],
  ]);
}

/** MariaDB runs as root only if it is asked to. */
function asRoot(): string[] {
  return process.getuid?.() === 0 ? ['--user=root'] : [];
}

function newFolder(name: string): string {
  return mkdtempSync(join(tmpdir(), `${name}-`));
}

async function serve(
  folder: string,
  command: string,
  argsFor: (port: number) => string[],
): Promise<DatabaseServer> {
  const port = await freePort();
  const child = spawn(pathOf(command)!, argsFor(port), { stdio: ['ignore', 'pipe', 'pipe'] });
  const stop = async (): Promise<void> => {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    await readiness(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { port, stop };
}

/** Waits until the server says that it is ready. */
function readiness(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const fail = () => reject(new Error(`${child.spawnfile} did not start: ${output}`));
    const timer = setTimeout(fail, kStartMillis);
    const listen = (chunk: Buffer) => {
      output += chunk.toString();
      if (!/ready (?:for|to accept) connections/i.test(output)) return;
      clearTimeout(timer);
      resolve();
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
    child.once('exit', () => {
      clearTimeout(timer);
      fail();
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function pathOf(command: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...kMoreFolders];
  return folders.map((folder) => join(folder, command)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
