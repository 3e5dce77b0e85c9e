import { LoggerProvider } from '@otel-native/native-core/logs';
import { collectingSink } from '../support/collecting-sink.ts';
import type { Library, Side } from './side.ts';

/** Our provider with our bridge. */
export async function nativeSide(library: Library): Promise<Side> {
  const { sink, requests } = collectingSink();
  const provider = new LoggerProvider({ exporter: sink });
  const bridge = await bridgeOf(library);
  return {
    provider,
    configure: (options) => bridge.setConfig(options),
    async takeRequests() {
      await provider.forceFlush();
      return requests.splice(0);
    },
  };
}

async function bridgeOf(library: Library): Promise<{ setConfig(config: object): void }> {
  switch (library) {
    case 'pino':
      return new (await import('@otel-native/logs-bridges/pino')).PinoBridge();
    case 'winston':
      return new (await import('@otel-native/logs-bridges/winston')).WinstonBridge();
    case 'bunyan':
      return new (await import('@otel-native/logs-bridges/bunyan')).BunyanBridge();
  }
}
