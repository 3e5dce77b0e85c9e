import assert from 'node:assert/strict';
import { test } from 'node:test';

import { collectorEndpoint, collectorHeaders } from '../src/demo/collector-endpoint.ts';
import { parseOptions } from '../src/demo/options.ts';

test('finds the Collector in the environment', () => {
  const endpoint = (env: NodeJS.ProcessEnv) => collectorEndpoint(env)?.href;
  assert.equal(endpoint({}), undefined);
  assert.equal(endpoint({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), undefined);
  assert.equal(
    endpoint({ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://host:4318/base/' }),
    'http://host:4318/base/v1/traces',
  );
  assert.equal(
    endpoint({
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://host:4318',
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://other/x',
    }),
    'https://other/x',
  );
});

test('refuses an endpoint and a protocol that it cannot use', () => {
  const invalid: NodeJS.ProcessEnv[] = [
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'host:4318' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://' },
    { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://host', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' },
  ];
  for (const env of invalid) assert.throws(() => collectorEndpoint(env), JSON.stringify(env));
});

test('hands on headers and no other setting', () => {
  const env = { OTEL_EXPORTER_OTLP_HEADERS: 'a=b', OTEL_TRACES_SAMPLER: 'always_off' };
  assert.deepEqual(collectorHeaders(env), { OTEL_EXPORTER_OTLP_HEADERS: 'a=b' });
});

test('options are positive whole numbers', () => {
  assert.equal(parseOptions(['--requests=5']).requests, 5);
  for (const value of ['0', '-1', '1.5', 'many', '']) {
    assert.throws(() => parseOptions([`--rounds=${value}`]), /--rounds/);
  }
  assert.throws(() => parseOptions(['--unknown']));
});
