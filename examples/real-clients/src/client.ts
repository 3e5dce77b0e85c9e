import { fileURLToPath } from 'node:url';

import { runNode } from 'module-systems/run-node';
import { OtlpReceiver, type ReceivedSpan } from 'otlp-receiver';

/** A program, and how it is run under either SDK. */
export interface Client {
  readonly name: string;
  /** The program, in `clients/`. */
  readonly program: string;
  /** What is preloaded for each SDK: the only difference between the two runs. */
  readonly preloads: { readonly official: string; readonly native: string };
  readonly env?: Readonly<Record<string, string>>;
  /** Default: the folder of this example. */
  readonly cwd?: string;
  /** How many spans there are at least: two SDKs that record nothing agree too. */
  readonly minSpans: number;
}

const folder = fileURLToPath(new URL('..', import.meta.url));

/** Runs a client and gives the spans that have arrived when its process is gone. */
export async function receiveSpans(
  { program, env, cwd = folder }: Client,
  preload: string,
): Promise<readonly ReceivedSpan[]> {
  const receiver = await OtlpReceiver.start();
  try {
    await runNode({
      // Deep enough that no stack trace of a recorded exception is cut off: context managers add frames of their own.
      args: ['--stack-trace-limit=200', '--import', preload, `${folder}/clients/${program}`],
      cwd,
      env: {
        OTEL_SERVICE_NAME: 'real-clients',
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
        OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
        // Only traces are compared.
        OTEL_METRICS_EXPORTER: 'none',
        OTEL_LOGS_EXPORTER: 'none',
        ...env,
      },
    });
    return receiver.spans;
  } finally {
    await receiver.close();
  }
}
