'use strict';

// CommonJS in both builds: `require` loads a part when it is needed first, at once, and bundlers see what it loads.
// `createRequire()`, which ES modules have for that, hides it from them: bundles were without metrics.
exports.loadNativeMetrics = () => require('@otel-native/native-core/metrics');
exports.loadNativeLogs = () => require('@otel-native/native-core/logs');
exports.loadSystemMetrics = () => require('@otel-native/metrics-system');
exports.loadExpressInstrumentation = () => require('@otel-native/instrumentations/express');
exports.loadFastifyInstrumentation = () => require('@otel-native/instrumentations/fastify');
exports.loadHttpInstrumentation = () => require('@otel-native/instrumentations/http');
exports.loadMySQL2Instrumentation = () => require('@otel-native/instrumentations/mysql2');
exports.loadRedisInstrumentation = () => require('@otel-native/instrumentations/redis');
exports.loadUndiciInstrumentation = () => require('@otel-native/instrumentations/undici');

const logBridges = {
  pino: () => new (require('@otel-native/logs-bridges/pino').PinoBridge)(),
  winston: () => new (require('@otel-native/logs-bridges/winston').WinstonBridge)(),
  bunyan: () => new (require('@otel-native/logs-bridges/bunyan').BunyanBridge)(),
  console: () => new (require('@otel-native/logs-bridges/console').ConsoleBridge)(),
};
exports.loadLogBridge = (name) => logBridges[name]();
