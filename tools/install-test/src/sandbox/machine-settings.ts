import { execFileSync } from 'node:child_process';

/**
 * How this machine reaches its npm registry, as npm says. Files with settings are named and not read: a package manager
 * that understands them reads them itself.
 */
export interface MachineSettings {
  readonly registry: string;
  readonly cafile: string | undefined;
  readonly userconfig: string;
  readonly globalconfig: string;
}

export function machineSettings(): MachineSettings {
  const cafile = npmSetting('cafile');
  return {
    registry: npmSetting('registry'),
    cafile: cafile === 'null' || cafile === '' ? undefined : cafile,
    userconfig: npmSetting('userconfig'),
    globalconfig: npmSetting('globalconfig'),
  };
}

function npmSetting(name: string): string {
  return execFileSync('npm', ['config', 'get', name], { encoding: 'utf8' }).trim();
}
