import { diag } from '@opentelemetry/api';
import {
  hostDetector as officialHostDetector,
  type ResourceDetector,
} from '@opentelemetry/resources';
import { readFileSync } from 'node:fs';
import { arch, hostname } from 'node:os';

const kMachineIdPaths = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** Names that the semantic conventions have for what Node calls otherwise. */
const kArchitectures: Readonly<Record<string, string>> = {
  arm: 'arm32',
  ppc: 'ppc32',
  x64: 'amd64',
};

/**
 * What the official detector of the host tells. On Linux the id of the machine is read at once: that takes microseconds,
 * where a promise of it starts libuv's threads, loads modules worth 0.7 MB and holds the first batch back.
 */
export const hostDetector: ResourceDetector =
  process.platform === 'linux' ? { detect: detectOnLinux } : officialHostDetector;

function detectOnLinux(): ReturnType<ResourceDetector['detect']> {
  const id = machineId();
  return {
    attributes: {
      'host.name': hostname(),
      'host.arch': kArchitectures[arch()] ?? arch(),
      ...(id !== undefined && { 'host.id': id }),
    },
  };
}

function machineId(): string | undefined {
  for (const path of kMachineIdPaths) {
    try {
      return readFileSync(path, 'utf8').trim();
    } catch (error) {
      diag.debug('The id of the machine could not be read', error);
    }
  }
  return undefined;
}
