import { unknownVariables } from '../src/environment/unknown-variables';
import { runChild } from './support/run-child';

test.each([
  ['OTEL_NATIVE_EXIT_TIMOUT', 'OTEL_NATIVE_EXIT_TIMEOUT'],
  ['OTEL_TRACE_EXPORTER', 'OTEL_TRACES_EXPORTER'],
  ['OTEL_EXPORTER_OTLP_ENPDOINT', 'OTEL_EXPORTER_OTLP_ENDPOINT'],
  ['OTEL_SERVICENAME', 'OTEL_SERVICE_NAME'],
  ['OTEL_NATIVE_TURBO', undefined],
])('%s is a mistake, probably for %s', (name, suggestion) => {
  expect(unknownVariables({ [name]: 'x' })).toEqual([{ name, suggestion }]);
});

test.each([
  'OTEL_SERVICE_NAME', // known
  'OTEL_LOGS_EXPORTER', // of the specification
  'OTEL_JAVAAGENT_DEBUG', // another language's
  'OTEL_INSTRUMENTATION_COMMON_DEFAULT_ENABLED',
  'OTEL_COLLECTOR_PORT_4317_TCP_ADDR', // Kubernetes, for a service "otel-collector"
  'OTEL_NATIVE_GATEWAY_SERVICE_HOST',
  'OTEL_TEAM', // nobody's
  'MY_OTEL_SERVICE_NAM',
])('%s is no mistake', (name) => {
  expect(unknownVariables({ [name]: 'x' })).toEqual([]);
});

const kMisspelt = {
  OTEL_NATIVE_EXIT_TIMOUT: 'marked-secret',
  OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
};
const kLine = 'unknown variable OTEL_NATIVE_EXIT_TIMOUT: did you mean OTEL_NATIVE_EXIT_TIMEOUT?';

describe.each(['--import', '--require'])('a start with %s', (preload) => {
  const args = [preload, '@otel-native/sdk/register', 'spans.cjs', 'normal', '0'];

  test('reports a misspelt variable in one line, without its value', async () => {
    const { code, stderr } = await runChild(args, { env: kMisspelt });
    expect(stderr).toBe(`otel-native warn: ${kLine}\n`);
    expect(code).toBe(0);
  });

  test('reports it through diag alone where OTEL_LOG_LEVEL is set', async () => {
    const shown = await runChild(args, { env: { ...kMisspelt, OTEL_LOG_LEVEL: 'warn' } });
    expect(shown.stderr).toBe(`otel-native warn: ${kLine}\n`);
    const silenced = await runChild(args, { env: { ...kMisspelt, OTEL_LOG_LEVEL: 'none' } });
    expect(silenced.stderr).toBe('');
  });
});

test('NodeSDK reports it, and a worker does not repeat it', async () => {
  const code = `
    const { NodeSDK } = require('@otel-native/sdk');
    new NodeSDK().start();
    const { Worker, isMainThread } = require('node:worker_threads');
    if (isMainThread) new Worker(process.env.CODE, { eval: true });
    else new NodeSDK().start();`;
  const { stderr } = await runChild(['-e', code], { env: { ...kMisspelt, CODE: code } });
  expect(stderr.split('\n').filter((line) => line.includes('unknown variable'))).toEqual([
    `otel-native warn: ${kLine}`,
  ]);
});

test('startNodeSdk, which shows diagnostics by itself, reports it once', async () => {
  const code = "require('@otel-native/sdk').startNodeSdk();";
  const { stderr } = await runChild(['-e', code], { env: kMisspelt });
  expect(stderr.split('\n').filter((line) => line.includes('unknown variable'))).toEqual([
    `otel-native warn: ${kLine}`,
  ]);
});
