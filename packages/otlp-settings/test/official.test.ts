import { convertLegacyHttpOptions } from '@opentelemetry/otlp-exporter-base/node-http';
import type { Signal } from '@otel-native/api-bridge';
import assert from 'node:assert/strict';
import type { Agent } from 'node:https';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { resolveEndpoint, resolveOtlpSettings } from '../src/index.ts';
import { kSignals, reading, type Variables } from './environment.ts';

// Every pair of values of a variable for one signal and the same variable for all signals means what it means to the
// official exporters, except for the intended differences below.

const file = join(import.meta.dirname, 'environment.ts');
const other = join(import.meta.dirname, 'official.test.ts');
const values: Readonly<Record<string, readonly (string | undefined)[]>> = {
  ENDPOINT: [
    ...[undefined, '', '  ', 'not a url', 'http://a:1', 'http://b:2/', 'https://c', 'https://'],
    ...[
      'http://d/base',
      'http://e/base/',
      'HTTP://F/%C3%A9',
      'http://me:pass@g:1',
      'http://[::1]:1',
    ],
    ...[
      'http://h/?key=1',
      ' http://i:1 ',
      'http://j/#part',
      'localhost:4318',
      'ftp://k',
      'unix:///l',
    ],
    ...['http://m:0', 'http://%zz@n', 'http://o:99999'],
  ],
  HEADERS: [
    ...[undefined, '', ' ', 'a=1', 'A=2', 'a=1,b=2', ' a = 1 ,,b=2;c=3', 'a=%20x%2C', 'a=%zz,b=1'],
    ...['none,b=1', '=1', 'a=', 'a=b=c', 'user-agent=me', 'host=h', 'authorization=Bearer%20x'],
    ...['content-type=text/plain', 'connection=close', 'a b=1', 'a=x%0Ay', 'a=%C4%80', 'a=1,a=2'],
  ],
  TIMEOUT: [undefined, '', '5', ' 7 ', '1.5', '0x10', '0', '-1', 'soon', '10s', 'Infinity', '1e30'],
  COMPRESSION: [undefined, '', 'gzip', 'none', ' gzip ', 'GZIP', 'zstd'],
  CERTIFICATE: [undefined, '', file, other, '/nowhere.pem', ` ${file} `],
  CLIENT_CERTIFICATE: [undefined, '', file, other, '/nowhere.pem'],
  CLIENT_KEY: [undefined, '', file, other, '/nowhere.pem'],
};

/** An intended difference: the official exporters would read the first value, and this reads the second. */
interface Difference {
  readonly applies: (own: string | undefined, general: string | undefined) => boolean;
  readonly reason: string;
}

const isAny = (pattern: RegExp) => (own?: string, general?: string) =>
  pattern.test(own ?? '') || pattern.test(general ?? '');
const differences: Readonly<Record<string, readonly Difference[]>> = {
  ENDPOINT: [
    {
      applies: (own, general) => !URL.canParse(own ?? '') && /\?/.test(general ?? ''),
      reason: 'the path of a signal is added to the path of a URL, officially to its query',
    },
    {
      applies: isAny(/#/),
      reason: 'the part behind # is never sent, and officially the path of a signal is added to it',
    },
    {
      applies: isAny(/^localhost:/),
      reason: 'an address without a scheme means http, with a warning; officially nothing is sent',
    },
    {
      applies: isAny(/^unix:/),
      reason: 'the path is the socket, and officially there are no sockets',
    },
    {
      applies: isAny(/^ftp:|:0$|%zz/),
      reason: 'ignored with a warning, and officially each request fails',
    },
    {
      applies: isAny(/^HTTP:|^ /),
      reason: 'the URL of a variable for all signals is written in its normal form here',
    },
  ],
  HEADERS: [
    {
      applies: isAny(/content-type|connection/),
      reason:
        'fields that describe the request are left out; officially they break it or are replaced',
    },
    {
      applies: isAny(/a b|%0A|%C4%80/),
      reason: 'a field that HTTP does not allow is left out; officially each request fails',
    },
  ],
  TIMEOUT: [{ applies: isAny(/1e30/), reason: 'more than 30 years count as a mistake' }],
  CERTIFICATE: [{ applies: isAny(/^ /), reason: 'spaces around a path are not part of it' }],
};

function isBlank(value: string | undefined): boolean {
  return value === undefined || value.trim() === '';
}

interface Read {
  readonly url: string;
  readonly headers: Record<string, string>;
  readonly timeoutMillis: number;
  readonly compression: string;
  readonly tls: Record<string, string | undefined>;
}

async function official(signal: Signal): Promise<Read> {
  const config = convertLegacyHttpOptions({}, signal.toUpperCase(), `v1/${signal}`, {});
  const headers = await config.headers();
  const { ca, cert, key } = ((await config.agentFactory('https:')) as Agent).options;
  return {
    url: config.url,
    headers: lowerCase(Object.entries(headers)),
    timeoutMillis: config.timeoutMillis,
    compression: config.compression,
    tls: { ca: ca?.toString(), cert: cert?.toString(), key: key?.toString() },
  };
}

function own(signal: Signal): Read {
  const endpoint = resolveEndpoint(signal);
  // Without TLS no files are read, and the official exporters read them always.
  const { tls, ...settings } = resolveOtlpSettings(
    signal,
    { ...endpoint, isTls: true, authorization: undefined },
    {},
    '1.0',
  );
  const fields = settings.headers.filter(({ value }) => !value.startsWith('OtelNative-OTLP'));
  return {
    url: endpoint.url,
    headers: lowerCase([
      ...fields.map(({ name, value }) => [name, value] as const),
      ...(settings.host === endpoint.host ? [] : [['host', settings.host] as const]),
    ]),
    timeoutMillis: settings.timeoutMillis,
    compression: settings.isCompressed ? 'gzip' : 'none',
    tls: {
      ca: tls.ca?.contents.toString(),
      cert: tls.cert?.contents.toString(),
      key: tls.key?.contents.toString(),
    },
  };
}

function lowerCase(headers: (readonly [string, string])[]): Record<string, string> {
  return Object.fromEntries(
    headers
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const seen = new Set<Difference>();

for (const signal of kSignals) {
  for (const [name, list] of Object.entries(values)) {
    test(`${name} for ${signal} means what it means officially`, async () => {
      for (const one of list) {
        for (const general of list) await compare(signal, name, one, general);
      }
    });
  }
}

async function compare(signal: Signal, name: string, one?: string, general?: string) {
  const variables: Variables = { [`${signal.toUpperCase()}_${name}`]: one, [name]: general };
  const [ours, theirs] = [
    reading(variables, () => own(signal)),
    reading(variables, () => official(signal)),
  ];
  const expected = await theirs.result;
  const difference = differences[name]?.find(({ applies }) => applies(one, general));
  try {
    assert.deepEqual(ours.result, expected, JSON.stringify(variables));
  } catch (error) {
    if (difference === undefined) throw error;
    seen.add(difference);
  }
  // What the official exporters warn of, this reader warns of too, unless another variable overrides it.
  const isUsed = isBlank(one) || isBlank(general);
  if (isUsed && difference === undefined && theirs.warnings.length > 0)
    assert.notDeepEqual(ours.warnings, [], JSON.stringify(variables));
}

after(() => {
  const stale = Object.values(differences)
    .flat()
    .filter((one) => !seen.has(one));
  assert.deepEqual(
    stale.map(({ reason }) => reason),
    [],
  );
});
