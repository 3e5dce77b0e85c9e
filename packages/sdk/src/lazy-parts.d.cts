import type * as Express from '@otel-native/instrumentations/express' with {
  'resolution-mode': 'import',
};
import type * as Fastify from '@otel-native/instrumentations/fastify' with {
  'resolution-mode': 'import',
};
import type * as Http from '@otel-native/instrumentations/http' with {
  'resolution-mode': 'import',
};
import type * as MySQL2 from '@otel-native/instrumentations/mysql2' with {
  'resolution-mode': 'import',
};
import type * as Redis from '@otel-native/instrumentations/redis' with {
  'resolution-mode': 'import',
};
import type * as Undici from '@otel-native/instrumentations/undici' with {
  'resolution-mode': 'import',
};
import type * as MetricsSystem from '@otel-native/metrics-system' with {
  'resolution-mode': 'import',
};
import type * as NativeLogs from '@otel-native/native-core/logs' with {
  'resolution-mode': 'import',
};
import type * as NativeMetrics from '@otel-native/native-core/metrics' with {
  'resolution-mode': 'import',
};

/** The native metrics: applications without metrics do not pay for them. */
export function loadNativeMetrics(): typeof NativeMetrics;

/** The native logs: applications without logs do not pay for them. */
export function loadNativeLogs(): typeof NativeLogs;

/** The metrics of process, container and system. */
export function loadSystemMetrics(): typeof MetricsSystem;

/** The instrumentation of Express 4 and 5. */
export function loadExpressInstrumentation(): typeof Express;

/** The instrumentation of Fastify 5. */
export function loadFastifyInstrumentation(): typeof Fastify;

/** The instrumentation of servers and clients of `node:http`. */
export function loadHttpInstrumentation(): typeof Http;

/** The instrumentation of mysql2. */
export function loadMySQL2Instrumentation(): typeof MySQL2;

/** The instrumentation of the package `redis`. */
export function loadRedisInstrumentation(): typeof Redis;

/** The instrumentation of `fetch`. */
export function loadUndiciInstrumentation(): typeof Undici;

/** Loads a bridge and enables it: applications without its library do not pay for it. */
export function loadLogBridge(name: 'pino' | 'winston' | 'bunyan' | 'console'): object;
