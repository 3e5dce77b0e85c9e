import * as contextNative from '@otel-native/context-native';
import * as exporter from '@otel-native/exporter-otlp-local';
import * as metricsSystem from '@otel-native/metrics-system';
import * as nativeCore from '@otel-native/native-core';
import type { Binary } from './report.ts';

const packages = {
  '@otel-native/native-core': nativeCore,
  '@otel-native/exporter-otlp-local': exporter,
  '@otel-native/context-native': contextNative,
  '@otel-native/metrics-system': metricsSystem,
};

/** Loads each addon the same way as a start does on first use. */
export function binariesOf(): Binary[] {
  return Object.entries(packages).map(([packageName, { addonPath, loadError }]) => {
    const problem = loadError()?.message;
    const path = addonPath();
    return {
      packageName,
      ...(path !== undefined && { path }),
      ...(problem !== undefined && { problem }),
    };
  });
}
