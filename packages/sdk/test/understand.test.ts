import { batchOptionsFromEnvironment, spoolOptionsFromEnvironment } from '@otel-native/native-core';
import { resolveTimeoutMillis } from 'otlp-settings';
import { metricExportersFromEnvironment } from '../src/metrics/environment/metric-exporters';
import { propagatorFromEnvironment } from '../src/propagation/propagator';
import { samplerFromEnvironment } from '../src/traces/environment/sampler';
import { spanLimitsFromEnvironment } from '../src/traces/environment/span-limits';
import { traceExportersFromEnvironment } from '../src/traces/environment/trace-exporters';
import { Redactor, maskedUrl } from '../src/environment/secrets';
import { understand } from '../src/environment/understand';
import { environmentVariables } from '../src/environment/variables';
import { collectDiagnostics, resetProcess, setEnvironment } from './support/environment';

afterEach(resetProcess);

function variableNamed(name: string) {
  const variable = environmentVariables.find((one) => one.name === name);
  if (variable === undefined) throw new Error(`no variable ${name}`);
  return variable;
}

const kSpool = { OTEL_NATIVE_SPOOL_DIR: '/spool' };
const kRatio = { OTEL_TRACES_SAMPLER: 'traceidratio' };

/** The reader of each variable, and other variables that it needs. */
const readers: [name: string, read: () => unknown, beside?: Record<string, string>][] = [
  ['OTEL_BSP_SCHEDULE_DELAY', batchOptionsFromEnvironment],
  ['OTEL_BSP_MAX_QUEUE_SIZE', batchOptionsFromEnvironment],
  ['OTEL_NATIVE_EXIT_TIMEOUT', batchOptionsFromEnvironment],
  ['OTEL_NATIVE_SPOOL_MAX_BYTES', spoolOptionsFromEnvironment, kSpool],
  ['OTEL_NATIVE_SPOOL_MAX_AGE', spoolOptionsFromEnvironment, kSpool],
  ['OTEL_SPAN_EVENT_COUNT_LIMIT', spanLimitsFromEnvironment],
  ['OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', spanLimitsFromEnvironment],
  ['OTEL_TRACES_SAMPLER', samplerFromEnvironment],
  ['OTEL_TRACES_SAMPLER_ARG', samplerFromEnvironment, kRatio],
  ['OTEL_PROPAGATORS', propagatorFromEnvironment],
  ['OTEL_TRACES_EXPORTER', traceExportersFromEnvironment],
  ['OTEL_METRICS_EXPORTER', metricExportersFromEnvironment],
  ['OTEL_EXPORTER_OTLP_TRACES_TIMEOUT', () => resolveTimeoutMillis(undefined, 'traces')],
];

const values = [
  ...['garbage', '-1', '0', '0.5', '1', '5', '5s', '1e3', ' 7 ', 'NaN', '0x10', '1,5', 'true'],
  ...['always_on', ' always_on ', 'ALWAYS_ON', 'otlp', 'otlp,other', 'console , otlp', ',', 'b3'],
];

/** Whether the reader logs something or throws. */
function isRefused(read: () => unknown): boolean {
  const said = collectDiagnostics();
  try {
    read();
  } catch {
    return true;
  }
  return said.length > 0;
}

describe.each(readers)('%s', (name, read, beside = {}) => {
  test.each(values)('is understood as the start reads %j', (value) => {
    setEnvironment({ ...beside, [name]: value });
    const { problem } = understand(variableNamed(name), value);
    expect(problem !== undefined).toBe(isRefused(read));
  });
});

test.each([
  ['http://localhost:4318', 'http://localhost:4318'],
  ['https://me:pass@host/v1?key=secret&b=2', 'https://***@host/v1?***'],
  ['https://host/p#secret', 'https://host/p#***'],
  ['me:pass@host', '***@host'],
  ['http://a@b@host/', 'http://***@host/'],
  ['unix:///run/otel.sock', 'unix:///run/otel.sock'],
])('%s is shown as %s', (url, shown) => {
  expect(maskedUrl(url)).toBe(shown);
});

test('values of secret pairs, and entries without a name, are not shown', () => {
  const headers = variableNamed('OTEL_EXPORTER_OTLP_HEADERS');
  expect(understand(headers, 'a=secret, secret ,b=c=d')).toEqual({
    value: 'a=***, ***, b=***',
    problem: 'entry 2: expected name=value; it is ignored',
  });
  const attributes = variableNamed('OTEL_RESOURCE_ATTRIBUTES');
  expect(understand(attributes, 'team=a, env = b,empty=')).toEqual({
    value: 'team=a, env=b, empty=',
  });
  expect(understand(attributes, 'team=a,secret,x=%zz')).toEqual({
    value: 'team=a, ***, ***',
    problem: 'entries 2, 3: expected name=value with percent-encoding; the whole list is ignored',
  });
});

test('the content of a file in the place of its path is not shown', () => {
  const key = variableNamed('OTEL_EXPORTER_OTLP_CLIENT_KEY');
  expect(understand(key, '/run/key.pem')).toEqual({ value: '/run/key.pem' });
  expect(understand(key, '-----BEGIN PRIVATE KEY-----\nx').value).toBe('***');
});

test('secrets are taken out of any text, in each form that they have on the wire', () => {
  const redactor = new Redactor();
  redactor.addUrl('https://user:pass%20word@host/?key=quer%79');
  redactor.addPairs('authorization=Bearer%20token-1,x=other-2');
  const basic = Buffer.from('user:pass word').toString('base64');
  const text = `Basic ${basic}, token-1, other-2, pass word, pass%20word, query, an ordinary word`;
  expect(redactor.redact(text)).toBe('Basic ***, ***, ***, ***, ***, ***, an ordinary word');
  expect(redactor.redactAll({ list: [{ text: 'x token-1' }], number: 1 })).toEqual({
    list: [{ text: 'x ***' }],
    number: 1,
  });
});
