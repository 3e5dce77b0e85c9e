import { fileURLToPath } from 'node:url';
import { applicationFile, installed } from './installed.ts';
import type { Finding, Installed } from './report.ts';

const kApi = '@opentelemetry/api';
const kOurs = [
  '@otel-native/sdk',
  '@otel-native/native-core',
  '@otel-native/exporter-otlp-local',
  '@otel-native/context-native',
  '@otel-native/metrics-system',
  '@otel-native/logs-bridges',
  '@otel-native/api-bridge',
];

/** The packages that are always present: ours, and the copy of the API that we load. */
export function versionsOf(): Installed[] {
  const here = fileURLToPath(import.meta.url);
  return [...kOurs, kApi].flatMap((name) => installed(name, here) ?? []);
}

/** Version conflicts between our packages and the application's. */
export function versionFindings(versions: readonly Installed[]): Finding[] {
  const ours = versions.find(({ name }) => name === kApi);
  const theirs = installed(kApi, applicationFile());
  if (theirs === undefined) {
    const message = `the application does not have ${kApi}: run doctor in its folder, or npm install ${kApi}`;
    return [{ severity: 'warning', message }];
  }
  if (ours === undefined || theirs.version === ours.version) return [];
  const message = `the application has ${kApi} ${theirs.version}, the SDK ${ours.version}: install one version of it`;
  // A newer API ignores what an older copy registered.
  const isBlind = minorOf(theirs.version) > minorOf(ours.version);
  return [{ severity: isBlind ? 'error' : 'warning', message }];
}

function minorOf(version: string): number {
  return Number(version.split('.')[1]);
}
