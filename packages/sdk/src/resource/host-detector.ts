import { diag } from '@opentelemetry/api';
import {
  hostDetector as officialHostDetector,
  type ResourceDetector,
} from '@opentelemetry/resources';
import { readFileSync } from 'node:fs';
import { arch, hostname } from 'node:os';

const kMachineIdPaths = ['/etc/machine-id', '/var/lib/dbus/machine-id'];

/** Architecture names of the semantic conventions, where Node's differ. */
const kArchitectures: Readonly<Record<string, string>> = {
  arm: 'arm32',
  ppc: 'ppc32',
  x64: 'amd64',
};

/**
 * Detects the same attributes as the official host detector. On Linux it reads the machine id synchronously, which
 * takes microseconds. A promise would start libuv's threads, load modules worth 0.7 MB and delay the first batch.
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
