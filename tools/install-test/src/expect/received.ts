import assert from 'node:assert/strict';
import { OtlpReceiver, type ReceivedMetric, type ReceivedSpan } from 'otlp-receiver';
import type { Output } from '../sandbox/run-process.ts';

export interface Received extends Output {
  readonly spans: readonly ReceivedSpan[];
  readonly metrics: readonly ReceivedMetric[];
}

/** How an SDK is told of the receiver. */
export interface ReceiverEnvironment {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT: string;
  readonly OTEL_SERVICE_NAME: string;
  readonly [name: string]: string;
}

/** Runs something against a receiver of its own, and returns what arrived before it ended. */
export async function receiveFrom(
  run: (env: ReceiverEnvironment) => Promise<Output>,
): Promise<Received> {
  const receiver = await OtlpReceiver.start();
  try {
    const output = await run({
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_SERVICE_NAME: 'install-test',
    });
    return { ...output, spans: [...receiver.spans], metrics: [...receiver.metrics] };
  } finally {
    await receiver.close();
  }
}

/** Nothing on stderr: no warning of ours, and none of Node's about what we do. */
export function expectSilence({ stderr }: Output): void {
  assert.equal(stderr, '');
}

/** The native path was taken: where it is not, the SDK warns. */
export function expectNative({ stderr }: Output): void {
  assert.doesNotMatch(stderr, /OTEL_NATIVE|otel-native/);
}
