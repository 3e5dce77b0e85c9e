'use strict';

// CommonJS in both builds: `require` loads a part when it is needed first, at once, and bundlers see what it loads.
// `createRequire()`, which ES modules have for that, hides it from them: bundles were without metrics.
exports.loadNativeMetrics = () => require('@otel-native/native-core/metrics');
exports.loadSystemMetrics = () => require('@otel-native/metrics-system');
