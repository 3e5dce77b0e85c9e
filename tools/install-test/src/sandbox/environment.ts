import { join } from 'node:path';
import type { MachineSettings } from './machine-settings.ts';

/** How the network is reached, where the machine says so in variables. */
const kNetwork = /^(https?_proxy|no_proxy|all_proxy|NODE_EXTRA_CA_CERTS|SSL_CERT_(FILE|DIR))$/i;

/** The whole environment of a test's processes: what someone has set in the shell decides nothing. */
export function testEnvironment(
  folder: string,
  cache: string,
  settings: MachineSettings,
): Record<string, string> {
  const network = Object.entries(process.env).filter(([name]) => kNetwork.test(name));
  return {
    ...(Object.fromEntries(network) as Record<string, string>),
    HOME: join(folder, 'home'),
    PATH: join(folder, 'bin'),
    TMPDIR: join(folder, 'tmp'),
    LANG: 'C.UTF-8',
    NO_COLOR: '1',
    ...npmVariables(cache, settings),
    ...yarnVariables(folder, settings),
  };
}

function npmVariables(cache: string, settings: MachineSettings): Record<string, string> {
  return {
    npm_config_userconfig: settings.userconfig,
    npm_config_globalconfig: settings.globalconfig,
    npm_config_cache: join(cache, 'npm'),
    // Defaults of npm that the files above may change.
    npm_config_audit: 'false',
    npm_config_fund: 'false',
    npm_config_ignore_scripts: 'false',
    npm_config_omit_lockfile_registry_resolved: 'false',
    npm_config_update_notifier: 'false',
  };
}

function yarnVariables(folder: string, settings: MachineSettings): Record<string, string> {
  return {
    YARN_NPM_REGISTRY_SERVER: settings.registry,
    ...(settings.cafile !== undefined && { YARN_HTTPS_CA_FILE_PATH: settings.cafile }),
    // Yarn finds a package in its cache by name and version, and ours change under the same version.
    YARN_GLOBAL_FOLDER: join(folder, 'yarn'),
    YARN_ENABLE_IMMUTABLE_INSTALLS: 'false',
    YARN_ENABLE_TELEMETRY: '0',
    YARN_ENABLE_SCRIPTS: 'true',
    YARN_ENABLE_COLORS: 'false',
  };
}
