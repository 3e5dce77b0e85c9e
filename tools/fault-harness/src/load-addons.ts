// Loads the addon of every package that has one, and prints their paths.
import * as context from '@otel-native/context-native';
import * as exporter from '@otel-native/exporter-otlp-local';
import * as system from '@otel-native/metrics-system';
import * as core from '@otel-native/native-core';

console.log(JSON.stringify([context, core, exporter, system].map(({ addonPath }) => addonPath())));
