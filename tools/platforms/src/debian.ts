import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cachedFolder } from './cached-folder.ts';

type Suite = 'bullseye' | 'bookworm' | 'trixie';
type DebianArch = 'amd64' | 'arm64';

const kKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

/**
 * The files of packages of another release of Debian or for another processor, unpacked side by side; nothing is installed. apt
 * works in folders of its own, with the signing keys and the mirror that this machine's apt uses.
 */
export function debianFiles(
  suite: Suite,
  arch: DebianArch,
  packages: readonly [string, ...string[]],
): string {
  return cachedFolder(`debian/${suite}-${arch}-${packages.join('-')}`, (folder) => {
    const settings = aptSettings(folder, suite, arch);
    run('apt-get', [...settings, 'update'], folder);
    run('apt-get', [...settings, 'download', ...packages], folder);
    for (const archive of globSync('*.deb', { cwd: folder }))
      run('dpkg-deb', ['--extract', archive, folder], folder);
  });
}

function aptSettings(folder: string, suite: Suite, arch: DebianArch): string[] {
  const state = join(folder, '.apt');
  for (const sub of ['lists/partial', 'cache/archives/partial', 'none'])
    mkdirSync(join(state, sub), { recursive: true });
  const sources = join(state, 'sources.list');
  writeFileSync(sources, `deb [signed-by=${kKeyring}] ${mirror()} ${suite} main\n`);
  writeFileSync(join(state, 'status'), '');
  const settings = {
    'APT::Architecture': arch,
    'APT::Architectures': arch,
    'APT::Sandbox::User': '',
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': join(state, 'none'),
    'Dir::State::lists': join(state, 'lists'),
    'Dir::State::status': join(state, 'status'),
    'Dir::Cache': join(state, 'cache'),
  };
  return [
    '-qq',
    ...Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]),
  ];
}

/** Where this machine gets Debian from. */
function mirror(): string {
  const args = [
    'indextargets',
    '--format',
    '$(ORIGIN) $(LABEL) $(REPO_URI)',
    'Created-By: Packages',
  ];
  const lines = execFileSync('apt-get', args, { encoding: 'utf8' }).split('\n');
  const line = lines.find((line) => line.startsWith('Debian Debian '));
  if (line === undefined) throw new Error('apt knows no mirror of Debian');
  return line.slice('Debian Debian '.length);
}

function run(command: string, args: readonly string[], cwd: string): void {
  try {
    execFileSync(command, args, { cwd, stdio: 'pipe', encoding: 'utf8' });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new Error(`${command}: ${stderr?.trim().split('\n')[0] || message}`, { cause: error });
  }
}
