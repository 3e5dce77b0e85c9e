import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { fileURLToPath } from 'node:url';
import { OtlpReceiver } from 'otlp-receiver';

/** A line that the service printed, parsed. */
export type Line = Readonly<Record<string, unknown>>;

/** What was seen of a run of the service: what it printed, and what the receiver got. */
export interface ServiceRun {
  readonly lines: readonly Line[];
  readonly receiver: OtlpReceiver;
  /** Status codes of the answers. */
  readonly statuses: readonly number[];
}

/** Runs the service under the preload, sends it requests, and ends it with SIGTERM; nothing waits for telemetry. */
export async function runService(paths: readonly string[]): Promise<ServiceRun> {
  const receiver = await OtlpReceiver.start();
  const service = spawn(
    process.execPath,
    ['--import', '@otel-native/sdk/register', 'src/service.ts'],
    {
      cwd: fileURLToPath(new URL('..', import.meta.url)),
      env: { ...environmentWithoutTelemetry(), OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const closed = once(service, 'close');
  const lines: Line[] = [];
  const statuses: number[] = [];
  try {
    for await (const text of createInterface(service.stdout)) {
      const line = JSON.parse(text) as Line;
      lines.push(line);
      if (line['msg'] !== 'listening') continue;
      for (const path of paths) {
        const { status } = await fetch(`${String(line['url'])}${path}`, { method: 'POST' });
        statuses.push(status);
      }
      service.kill('SIGTERM');
    }
    return { lines, receiver, statuses };
  } finally {
    service.kill('SIGTERM');
    await closed;
    // What it received stays readable.
    await receiver.close();
  }
}

/** Settings of the shell must not decide what arrives. */
function environmentWithoutTelemetry(): NodeJS.ProcessEnv {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('OTEL_'));
  return Object.fromEntries(entries);
}
