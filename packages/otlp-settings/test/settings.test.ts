import type { Signal } from '@otel-native/api-bridge';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { after, describe, test } from 'node:test';
import {
  readTlsFile,
  resolveEndpoint,
  resolveOtlpSettings,
  resolveProtocol,
  type OtlpOptions,
} from '../src/index.ts';
import { kSignals, reading, type Variables } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'otlp-settings-'));
after(() => rmSync(folder, { recursive: true }));

function file(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, `the ${name}`);
  return path;
}

function settings(signal: Signal, variables: Variables, options: OtlpOptions = {}) {
  return reading(variables, () =>
    resolveOtlpSettings(signal, resolveEndpoint(signal, options), options, '1.2.3'),
  );
}

const https = { ENDPOINT: 'https://c' };

for (const signal of kSignals) {
  const own = (name: string) => `${signal.toUpperCase()}_${name}`;

  describe(signal, () => {
    test('nothing is set: the defaults of the specification', () => {
      const { result, warnings } = settings(signal, {});
      const { endpoint, ...others } = result;
      assert.equal(endpoint.url, `http://localhost:4318/v1/${signal}`);
      assert.deepEqual(others, {
        host: 'localhost:4318',
        headers: [{ name: 'User-Agent', value: 'OtelNative-OTLP-Exporter-JavaScript/1.2.3' }],
        timeoutMillis: 10_000,
        maxRetryAfterMillis: 300_000,
        isCompressed: false,
        tls: {},
      });
      assert.deepEqual(warnings, []);
    });

    test('https: its port, its host and its path', () => {
      const { endpoint, host } = settings(signal, { ENDPOINT: 'https://c/base/' }).result;
      const { isTls, hostname, port, path } = endpoint;
      assert.deepEqual([isTls, hostname, port, host], [true, 'c', 443, 'c']);
      assert.equal(path, `/base/v1/${signal}`);
      const ip = settings(signal, { [own('ENDPOINT')]: 'https://[::1]:8443/own?a=1#b' }).result;
      assert.deepEqual([ip.endpoint.hostname, ip.host], ['::1', '[::1]:8443']);
      assert.equal(ip.endpoint.path, '/own?a=1');
    });

    test('the variable for all signals counts in place of an invalid one for this signal', () => {
      const variables = { [own('ENDPOINT')]: 'nonsense', ENDPOINT: 'http://general' };
      const { result, warnings } = settings(signal, variables);
      assert.equal(result.endpoint.url, `http://general/v1/${signal}`);
      assert.deepEqual(warnings, [
        `OTEL_EXPORTER_OTLP_${own('ENDPOINT')} is 'nonsense': it is not a URL; write it as http://localhost:4318 or ` +
          'unix:///run/otel/collector.sock (ERR_OTEL_NATIVE_INVALID_ENDPOINT). Using OTEL_EXPORTER_OTLP_ENDPOINT',
      ]);
    });

    test('two invalid endpoints: each is warned of, and the default counts', () => {
      const { result, warnings } = settings(signal, {
        [own('ENDPOINT')]: 'x',
        ENDPOINT: 'ftp://y',
      });
      assert.equal(result.endpoint.url, `http://localhost:4318/v1/${signal}`);
      assert.equal(warnings.length, 2);
      assert.match(warnings[1]!, /its scheme is 'ftp:'.*Using http:\/\/localhost:4318$/);
    });

    test('files for TLS: those of the signal, then those for all signals', () => {
      const [ca, cert, key] = [file('ca'), file('cert'), file('key')];
      const general = { CERTIFICATE: ca, CLIENT_CERTIFICATE: ca, CLIENT_KEY: key };
      const variables = { ...https, ...general, [own('CLIENT_CERTIFICATE')]: cert };
      const { tls } = settings(signal, variables).result;
      const read = Object.values(tls).map(({ path, contents }) => [path, contents.toString()]);
      assert.deepEqual(read, [
        [ca, 'the ca'],
        [cert, 'the cert'],
        [key, 'the key'],
      ]);
    });

    test('files for TLS in the options replace all files of the environment', () => {
      const tls = { ca: readTlsFile(relative(process.cwd(), file('own')), 'ca') };
      const { result } = settings(signal, { ...https, CLIENT_KEY: file('key') }, { tls });
      assert.deepEqual(result.tls, {
        ca: { path: join(folder, 'own'), contents: Buffer.from('the own') },
      });
    });

    test('a file that cannot be read is left out with a warning', () => {
      const variables = { ...https, [own('CERTIFICATE')]: '/nowhere.pem', CERTIFICATE: file('ca') };
      const { result, warnings } = settings(signal, variables);
      assert.equal(result.tls.ca, undefined);
      assert.equal(warnings.length, 1);
      assert.match(
        warnings[0]!,
        /_CERTIFICATE names a file that cannot be read: ENOENT.*left out$/,
      );
    });

    test('a key in place of its path is not shown', () => {
      const key = '-----BEGIN PRIVATE KEY-----\nsecret';
      const { result, warnings } = settings(signal, { ...https, [own('CLIENT_KEY')]: key });
      assert.equal(result.tls.key, undefined);
      assert.match(warnings.join(), /_CLIENT_KEY is a certificate or key itself/);
      assert.doesNotMatch(warnings.join(), /secret/);
    });

    test('without TLS no file is read', () => {
      const variables = { CERTIFICATE: '/nowhere.pem', CLIENT_KEY: '/nowhere.pem' };
      const { result, warnings } = settings(signal, variables);
      assert.deepEqual([result.tls, warnings], [{}, []]);
    });

    test('the protocol: that of the signal, then that for all signals, then the default', () => {
      const protocol = (variables: Variables) => reading(variables, () => resolveProtocol(signal));
      assert.deepEqual(protocol({}).result, { protocol: 'http/protobuf', source: undefined });
      const { result } = protocol({ [own('PROTOCOL')]: ' grpc ', PROTOCOL: 'http/json' });
      assert.deepEqual(result, {
        protocol: 'grpc',
        source: `OTEL_EXPORTER_OTLP_${own('PROTOCOL')}`,
      });
      const unknown = protocol({ [own('PROTOCOL')]: 'smoke', PROTOCOL: 'grpc' });
      assert.equal(unknown.result.protocol, 'http/protobuf');
      assert.deepEqual(unknown.warnings, [
        `the OTLP protocol for ${signal} is "smoke" in OTEL_EXPORTER_OTLP_${own('PROTOCOL')}, which is unknown: using http/protobuf`,
      ]);
    });
  });
}

test('a problem with an endpoint goes to the caller, where it asks for that', () => {
  const told: unknown[] = [];
  const { warnings } = reading({ ENDPOINT: 'x', TRACES_ENDPOINT: 'localhost:1' }, () =>
    kSignals.map((signal) => resolveEndpoint(signal, {}, (_, cause) => told.push(cause?.code))),
  );
  assert.deepEqual(warnings, []);
  const invalid = 'ERR_OTEL_NATIVE_INVALID_ENDPOINT';
  assert.deepEqual(told, [undefined, invalid, invalid]);
});

test('an option that is wrong is refused, and its file is named', () => {
  assert.throws(() => readTlsFile('/nowhere.pem', 'ca_file'), {
    code: 'ERR_OTEL_NATIVE_INVALID_OPTION',
    message: /^ca_file names a file that cannot be read: ENOENT/,
  });
});

test('a named pipe, a folder and a huge file are refused without a wait', () => {
  const pipe = join(folder, 'pipe');
  execFileSync('mkfifo', [pipe]);
  const huge = file('huge');
  truncateSync(huge, 2 ** 30);
  for (const path of [pipe, folder]) {
    assert.throws(() => readTlsFile(path, 'ca_file'), { message: /^ca_file .*it is not a file$/ });
  }
  assert.throws(() => readTlsFile(huge, 'ca_file'), { message: /^ca_file .*it is too large$/ });
});
