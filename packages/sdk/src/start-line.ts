import type { ContextManager } from '@opentelemetry/api';
import { NativeContextManager } from '@otel-native/context-native';
import { addonPath } from '@otel-native/native-core';
import { version } from '../package.json';
import type { SdkParts } from './sdk-parts';

/** One line for support: version, platform, binary, context mode, and the destinations of the signals. */
export function startLine(parts: SdkParts): string {
  const { tracing, metering, logging } = parts;
  const isNative = [tracing, metering, logging].some((part) => part?.destination !== undefined);
  return [
    `started ${version} on Node.js ${process.version}, ${process.platform}-${process.arch}`,
    `binary: ${isNative ? String(addonPath()) : 'not used'}`,
    `context: ${contextMode(parts.contextManager)}`,
    `traces: ${tracing === undefined ? 'none' : (tracing.destination ?? 'official SDK')}`,
    `metrics: ${metering === undefined ? 'none' : (metering.destination ?? 'official SDK')}`,
    `logs: ${logging === undefined ? 'none' : (logging.destination ?? 'JavaScript processors')}`,
  ].join('; ');
}

function contextMode(manager: ContextManager | null): string {
  if (manager === null) return 'none';
  return manager instanceof NativeContextManager ? manager.mode : manager.constructor.name;
}
