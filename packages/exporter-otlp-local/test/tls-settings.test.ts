import { diag } from '@opentelemetry/api';
import { OtlpLocalExporter, type OtlpLocalExporterOptions } from '@otel-native/exporter-otlp-local';
import tls from 'node:tls';
import { Authority } from 'test-support/authority';
// Tests internal functions: only native code sees the resolved options.
import { resolveSettings } from '../src/settings/resolve';
import { splitCiphers } from '../src/tls/ciphers';
import { withEnvironment } from './environment';

const authority = new Authority();
const client = authority.issue();
const other = authority.issue();

const kEndpoint = 'https://gateway.example:4318';

afterEach(() => diag.disable());

/** The files of a signal: authority, client certificate and client key. */
function files(
  options: OtlpLocalExporterOptions,
  variables: Record<string, string> = {},
  signal: 'traces' | 'metrics' | 'logs' = 'traces',
): unknown {
  const settings = withEnvironment(variables, () => resolveSettings(options))[signal]!.tls;
  return settings && [settings.caFile, settings.certFile, settings.keyFile];
}

const inEnvironment = {
  ENDPOINT: kEndpoint,
  CERTIFICATE: authority.certFile,
  CLIENT_CERTIFICATE: client.certFile,
  CLIENT_KEY: client.keyFile,
};

test('the variables for all signals count for each of them', () => {
  for (const signal of ['traces', 'metrics', 'logs'] as const) {
    expect(files({}, inEnvironment, signal)).toEqual([
      authority.certFile,
      client.certFile,
      client.keyFile,
    ]);
  }
});

test.each(['traces', 'metrics', 'logs'] as const)('the variables for %s win', (signal) => {
  const own = `${signal.toUpperCase()}_`;
  const variables = {
    ...inEnvironment,
    [`${own}CERTIFICATE`]: other.certFile,
    [`${own}CLIENT_CERTIFICATE`]: other.certFile,
    [`${own}CLIENT_KEY`]: other.keyFile,
  };
  expect(files({}, variables, signal)).toEqual([other.certFile, other.certFile, other.keyFile]);
  expect(files({}, variables, signal === 'logs' ? 'traces' : 'logs')).toEqual([
    authority.certFile,
    client.certFile,
    client.keyFile,
  ]);
});

test('the option replaces all variables', () => {
  expect(files({ tls: { caFile: other.certFile } }, inEnvironment)).toEqual([
    other.certFile,
    '',
    '',
  ]);
});

test('only https endpoints have TLS', () => {
  const variables = { ...inEnvironment, METRICS_ENDPOINT: 'http://localhost:4318/v1/metrics' };
  expect(files({}, variables, 'metrics')).toBeUndefined();
});

test('the name of the endpoint is checked, whatever the socket and the Host field are', () => {
  const options = { endpoint: kEndpoint, socketPath: '/run/tls.sock', headers: { host: 'other' } };
  expect(resolveSettings(options).traces).toMatchObject({
    socketPath: '/run/tls.sock',
    host: 'other',
    tls: { host: 'gateway.example' },
  });
  expect(resolveSettings({ endpoint: 'https://[::1]:4318' }).traces!.tls!.host).toBe('::1');
});

test('versions and ciphers are those of Node', () => {
  const { minVersion, maxVersion, ciphers, cipherSuites, isVerified } = resolveSettings({
    endpoint: kEndpoint,
  }).traces!.tls!;
  expect([minVersion, maxVersion, isVerified]).toEqual([0x303, 0x304, true]);
  expect(`${cipherSuites}:${ciphers}`).toBe(tls.DEFAULT_CIPHERS);
});

test('a list of ciphers is split by version', () => {
  expect(splitCiphers('TLS_AES_256_GCM_SHA384:HIGH:!aNULL:TLS_AES_128_GCM_SHA256')).toEqual({
    ciphers: 'HIGH:!aNULL',
    cipherSuites: 'TLS_AES_256_GCM_SHA384:TLS_AES_128_GCM_SHA256',
  });
  expect(splitCiphers('TLS_AES_256_GCM_SHA384').ciphers).toBe('');
});

test.each<[string, OtlpLocalExporterOptions['tls'], RegExp]>([
  ['a file that is missing', { caFile: '/nowhere.pem' }, /^tls\.caFile names a file that cannot/],
  ['a key in place of its path', { keyFile: '-----BEGIN KEY sEcrEt' }, /^tls\.keyFile is a .*path/],
  ['a number', { certFile: 5 as never }, /^tls\.certFile is 5: expected a string/],
])('%s in the option is an error', (_what, option, message) => {
  const make = () => new OtlpLocalExporter({ endpoint: kEndpoint, tls: option });
  expect(make).toThrow(expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }));
  expect(make).toThrow(message);
  expect(make).not.toThrow(/sEcrEt/);
});
