import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { doctor } from './support/doctor';
import { Receiver } from './support/receiver';
import { runChild } from './support/run-child';

// Puts marked secrets in every place that can hold one, including wrong places, and uses a receiver that echoes
// requests. Nothing that the process writes may contain them, at any log level.

const kSecret = 'sEcrEtsEcrEt';
const kForms = [kSecret, Buffer.from(`me:${kSecret}`).toString('base64')];

const folder = mkdtempSync(join(tmpdir(), 'otel-native-secrets-'));
afterAll(() => rmSync(folder, { recursive: true }));

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start();
});
afterEach(() => receiver.stop());

/** @param sent a form of the secret that each request contains */
function repeating(sent: string): string {
  const body = Buffer.from(`denied: ${sent} authorization=Bearer ${sent}, q=${sent}`);
  const answer = { status: 401, headers: { 'content-type': 'text/plain' }, body };
  receiver.answers.push(...Array<typeof answer>(9).fill(answer));
  return receiver.endpoint;
}

let files = 0;
function file(text: string, ending: string): string {
  const path = join(folder, `file-${files++}.${ending}`);
  writeFileSync(path, text);
  return path;
}

const pem = (what: string) => `-----BEGIN ${what}-----\n${kSecret}\n-----END ${what}-----\n`;
const https = {
  OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1',
  OTEL_NATIVE_EXIT_TIMEOUT: '300',
};
const yaml = (text: string) => ({
  OTEL_CONFIG_FILE: file(`file_format: "1.0"\n${text}`, 'yaml'),
  SECRET: kSecret,
  OTEL_NATIVE_EXIT_TIMEOUT: '300',
});
const exporter = (settings: string) =>
  ['tracer_provider', 'logger_provider']
    .map(
      (provider) =>
        `${provider}:\n  processors:\n    - batch: { exporter: { otlp_http: { ${settings} } } }\n`,
    )
    .join('');

type Environment = Record<string, string>;
const places: Record<string, () => Environment> = {
  'headers and a query': () => ({
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${kSecret},x-key=${kSecret}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: repeating(kSecret),
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${receiver.endpoint}/v1/traces?api_key=${kSecret}`,
  }),
  'headers of each signal': () => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: repeating(kSecret),
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: `x-key=${kSecret}`,
    OTEL_EXPORTER_OTLP_METRICS_HEADERS: `x-key=${kSecret}`,
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: `x-key=${kSecret}`,
  }),
  'headers that are none': () => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:1',
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: `x-key: ${kSecret}`,
    OTEL_EXPORTER_OTLP_LOGS_HEADERS: `x-key: ${kSecret}`,
  }),
  'headers, with the official exporter': () => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: repeating(kSecret),
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_EXPORTER_OTLP_HEADERS: `authorization=Bearer%20${kSecret}`,
    OTEL_NATIVE_EXIT_TIMEOUT: '300',
  }),
  'user information': () => ({
    OTEL_EXPORTER_OTLP_ENDPOINT: repeating(kForms[1]!).replace('//', `//me:${kSecret}@`),
  }),
  'user information of a proxy': () => ({
    ...https,
    NODE_USE_ENV_PROXY: '1',
    HTTP_PROXY: `http://me:${kSecret}@127.0.0.1:1`,
    HTTPS_PROXY: `http://me:${kSecret}@127.0.0.1:1`,
  }),
  'files of certificates and keys': () => ({
    ...https,
    OTEL_EXPORTER_OTLP_CERTIFICATE: file(pem('CERTIFICATE'), 'pem'),
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: file(pem('CERTIFICATE'), 'pem'),
    OTEL_EXPORTER_OTLP_CLIENT_KEY: file(pem('PRIVATE KEY'), 'pem'),
  }),
  'a key in place of its path': () => ({
    ...https,
    OTEL_EXPORTER_OTLP_CERTIFICATE: pem('CERTIFICATE'),
    OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: pem('CERTIFICATE'),
    OTEL_EXPORTER_OTLP_CLIENT_KEY: pem('PRIVATE KEY'),
  }),
  'a key in place of its path, on one line': () => ({
    ...https,
    OTEL_EXPORTER_OTLP_TRACES_CLIENT_CERTIFICATE: pem('CERTIFICATE').replaceAll('\n', '\\n'),
    OTEL_EXPORTER_OTLP_TRACES_CLIENT_KEY: pem('RSA PRIVATE KEY').replaceAll('\n', '\\n'),
    OTEL_EXPORTER_OTLP_METRICS_CLIENT_KEY: pem('EC PRIVATE KEY').replaceAll('\n', ' '),
  }),
  'headers of a configuration file': () =>
    yaml(
      exporter(
        `endpoint: "${repeating(kSecret)}/v1/traces?key=${kSecret}", headers: [{ name: x-key, value: ${kSecret} }], headers_list: "authorization=Bearer%20${kSecret}"`,
      ),
    ),
  'a variable in a configuration file': () =>
    yaml(
      exporter(
        `endpoint: "${repeating(kSecret)}", headers: [{ name: x-key, value: "\${SECRET}" }]`,
      ),
    ),
  'user information in a configuration file': () =>
    yaml(exporter(`endpoint: "http://me:\${SECRET}@127.0.0.1:1/"`)),
  'a header in a configuration file that cannot be one': () =>
    yaml(exporter(`headers: [{ name: "x key", value: "\${SECRET}" }]`)),
  'a configuration file that is broken at a secret': () =>
    yaml(exporter(`headers: [{ name: x-key, value: "${kSecret}`)),
  'a configuration file with a secret where a list belongs': () =>
    yaml(exporter(`headers: ${kSecret}`)),
  'a configuration file with a certificate that is none': () =>
    yaml(
      exporter(
        `endpoint: https://127.0.0.1:1, tls: { ca_file: "${file(pem('CERTIFICATE'), 'pem')}", key_file: "${file(pem('PRIVATE KEY'), 'pem')}", cert_file: "${file(pem('CERTIFICATE'), 'pem')}" }`,
      ),
    ),
  'a configuration file with a key in place of its path': () =>
    yaml(
      exporter(
        `endpoint: https://127.0.0.1:1, tls: { key_file: ${JSON.stringify(pem('PRIVATE KEY'))} }`,
      ),
    ),
};

/** What runs with the secrets. Each returns what was printed, after a check that it did its work. */
const ways: Record<string, (env: Environment) => Promise<string>> = {
  'under the preload': (env) => underPreload({ ...env, OTEL_LOG_LEVEL: '' }),
  'under the preload, verbose': (env) => underPreload({ ...env, OTEL_LOG_LEVEL: 'verbose' }),
  async 'from code, with figures, losses and errors'(env) {
    const { stdout, stderr } = await runChild(['secrets.cjs'], {
      env: { ...env, OTEL_LOG_LEVEL: 'verbose' },
    });
    expect(stdout).toMatch(/^(flushed|failed)/m);
    return stdout + stderr;
  },
  'by the doctor': (env) => byDoctor(env, []),
  'by the doctor, as JSON': (env) => byDoctor(env, ['--json']),
};

async function underPreload(env: Environment): Promise<string> {
  const { code, stdout, stderr } = await runChild(
    ['--import', '@otel-native/sdk/register', 'logs.cjs'],
    { env: { ...env, OTEL_NATIVE_SUMMARY: '1' } },
  );
  expect(code).toBe(0);
  return stdout + stderr;
}

async function byDoctor(env: Environment, args: string[]): Promise<string> {
  const { stdout, stderr } = await doctor(env, { args });
  expect(stdout).toContain('OTEL_');
  return stdout + stderr;
}

const withSecrets = (printed: string) =>
  printed.split('\n').filter((line) => kForms.some((form) => line.includes(form)));

// The ways of one place run at the same time: most of their time is waits.
test.each(Object.keys(places))(
  '%s',
  async (place) => {
    const leaks = await Promise.all(
      Object.entries(ways).map(async ([way, run]) => [
        way,
        withSecrets(await run(places[place]!())),
      ]),
    );
    const nothing = Object.keys(ways).map((way) => [way, []]);
    expect(Object.fromEntries(leaks)).toEqual(Object.fromEntries(nothing));
  },
  60_000,
);
