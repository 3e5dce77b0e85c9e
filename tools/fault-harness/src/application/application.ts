import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { settingsToEnvironment, type ApplicationSettings, type Report } from './report.ts';

/** Far above what any ending may take. */
const kTimeoutMs = 180_000;

const program = fileURLToPath(new URL('main.ts', import.meta.url));

/** The application in a process of its own. */
export interface Application {
  /** Resolves at its end with what it did. */
  readonly report: Promise<Report & { readonly stderr: string }>;
  readonly isRunning: boolean;
  /** Stops the process as it is, all its threads, and lets it go on: what serverless platforms do. */
  freeze(): void;
  thaw(): void;
}

/** Starts it with the SDK's variables as given, and no others. */
export function startApplication(
  settings: ApplicationSettings,
  environment: Readonly<Record<string, string>>,
  reportFile: string,
): Application {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !name.startsWith('OTEL_') && name !== 'NODE_OPTIONS',
  );
  const child = spawn(process.execPath, [program], {
    env: {
      ...Object.fromEntries(inherited),
      ...environment,
      ...settingsToEnvironment({ ...settings, reportFile }),
    },
    stdio: ['ignore', 'inherit', 'pipe'],
  });
  const killer = setTimeout(() => child.kill('SIGKILL'), kTimeoutMs);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const report = once(child, 'close').then(([code, signal]) => {
    clearTimeout(killer);
    if (code !== 0) throw new Error(`the application ended with ${code ?? signal}\n${stderr}`);
    return { ...(JSON.parse(readFileSync(reportFile, 'utf8')) as Report), stderr };
  });
  // Whoever awaits it later still gets the error.
  report.catch(() => {});
  return {
    report,
    get isRunning() {
      return child.exitCode === null && child.signalCode === null;
    },
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
  };
}
