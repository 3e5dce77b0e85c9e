import type { OtlpSink } from '@otel-native/api-bridge';

/** A sink that keeps the requests that it gets. */
export function collectingSink(): { readonly sink: OtlpSink; readonly requests: Uint8Array[] } {
  const requests: Uint8Array[] = [];
  const sink: OtlpSink = {
    name: 'test',
    async exportOtlp({ bytes }) {
      requests.push(bytes);
      return { status: 'ok' };
    },
    shutdown: async () => {},
  };
  return { sink, requests };
}
