import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { DeliveryArrivals } from './arrivals.ts';
import type { ItemCounts } from './items.ts';
import { kCertificateFile, startReceiver } from './receivers.ts';
import type { End, SetUp, Transport } from './set-ups.ts';

/** Whoever has not ended by then does not end: SDKs wait 10 s at most by default. */
const kTimeoutMs = 60_000;
/** What operators wait before they kill a process that was told to end. */
export const kSignalTimeoutMs = 12_000;
const program = fileURLToPath(new URL('application.ts', import.meta.url));

/** What became of one run. */
export interface Delivery {
  readonly received: ItemCounts;
  /** Whether the process did not end, and had to be killed. */
  readonly livesOn: boolean;
  readonly stderr: string;
}

export async function runDelivery(setUp: SetUp, end: End, transport: Transport): Promise<Delivery> {
  const arrivals = new DeliveryArrivals();
  const receiver = await startReceiver(transport, arrivals);
  try {
    const child = spawn(process.execPath, [...setUp.nodeOptions, program], {
      cwd: fileURLToPath(new URL('.', import.meta.url)),
      env: { ...inherited(), ...variables(setUp, end, transport, receiver.endpoint) },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, so that the workers of a cluster are killed with it.
      detached: true,
    });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const livesOn = await untilItsEnd(child, end);
    return { received: arrivals.counts, livesOn, stderr };
  } finally {
    await receiver.stop();
  }
}

/** True when it had to be killed. */
async function untilItsEnd(child: ChildProcess, { signal }: End): Promise<boolean> {
  let livesOn = false;
  const kill = () => {
    livesOn = true;
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  let killer = setTimeout(kill, kTimeoutMs);
  // It waits for the signal, or has sent one to its worker.
  child.stdout?.once('data', () => {
    clearTimeout(killer);
    killer = setTimeout(kill, kSignalTimeoutMs);
    if (signal !== undefined) child.kill(signal);
  });
  await once(child, 'close');
  clearTimeout(killer);
  return livesOn;
}

function inherited(): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !name.startsWith('OTEL_') && name !== 'NODE_OPTIONS',
    ),
  );
}

/** All at its defaults, but for what decides where telemetry goes. */
function variables(
  { start }: SetUp,
  { does }: End,
  { protocol }: Transport,
  endpoint: string,
): Record<string, string> {
  return {
    DELIVERY_START: start,
    DELIVERY_END: does,
    OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
    OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
    OTEL_EXPORTER_OTLP_CERTIFICATE: kCertificateFile,
    NODE_EXTRA_CA_CERTS: kCertificateFile,
    OTEL_TRACES_EXPORTER: 'otlp',
    OTEL_METRICS_EXPORTER: 'otlp',
    OTEL_LOGS_EXPORTER: 'otlp',
    // Those of clouds would wait for servers that are not here.
    OTEL_NODE_RESOURCE_DETECTORS: 'none',
  };
}
