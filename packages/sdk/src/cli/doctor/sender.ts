import * as nativeCore from '@otel-native/native-core';
import { optionalPackages } from '../../packages/optional-packages';
import { kOfficialSender, nativeSenderTo } from './destinations.ts';

/** What sends a signal from native threads, and the official packages behind it. */
export interface Sender {
  loadError(): Error | undefined;
  /** @throws without the official packages */
  official(): unknown;
}

const { sdkTrace, traceOtlpProto, sdkLogs, logsOtlpProto } = optionalPackages;
/** What replaces the native threads. */
const kOfficialPackages = {
  traces: [sdkTrace.name, traceOtlpProto.name],
  logs: [sdkLogs.name, logsOtlpProto.name],
};

/** What sends a signal, or why nothing does. Without a `sender` the official SDK does. */
export function senderOf(
  sender: Sender | undefined,
  url: string,
  signal: 'traces' | 'logs' = 'traces',
): { sentBy: string; unusable?: string } {
  if (sender === undefined) return { sentBy: kOfficialSender };
  const loadError = nativeCore.loadError() ?? sender.loadError();
  if (loadError === undefined) return { sentBy: nativeSenderTo(url) };
  if (hasOfficial(sender)) return { sentBy: 'the official SDK, as no binary loads' };
  // The findings about binaries explain why none loads.
  const command = `npm install ${kOfficialPackages[signal].join(' ')}`;
  return {
    sentBy: 'nobody',
    unusable: `no binary loads here; for the official SDK: ${command}`,
  };
}

function hasOfficial(sender: Sender): boolean {
  try {
    return sender.official() !== undefined;
  } catch {
    return false;
  }
}
