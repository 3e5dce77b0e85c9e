import { diag, type DiagLogger } from '@opentelemetry/api';
import { version } from '../package.json';
import type { OtlpLocalExporterOptions } from '@otel-native/exporter-otlp-local';
// Tests internal functions: only native code sees the resolved options, and Node exports zlib.
import { warnWithoutZlib } from '../src/settings/gzip-level';
import { resolveSettings } from '../src/settings/resolve';
import { withEnvironment } from './environment';

const kUserAgent = `OtelNative-OTLP-Exporter-JavaScript/${version}`;

function resolve(options: OtlpLocalExporterOptions, variables: Record<string, string> = {}) {
  return withEnvironment(variables, () => resolveSettings(options));
}

/** Formats the destination of a signal on one line. */
function target(
  options: OtlpLocalExporterOptions,
  variables: Record<string, string> = {},
  signal: 'traces' | 'metrics' | 'logs' = 'traces',
): string {
  const settings = resolve(options, variables)[signal]!;
  const server = settings.socketPath || `${settings.hostname}|${settings.port}`;
  return `${server} Host: ${settings.host} POST ${settings.path}`;
}

function headers(options: OtlpLocalExporterOptions, variables: Record<string, string> = {}) {
  const list = resolve({ ...options, signals: ['traces'] }, variables).traces!.headers;
  return Array.from({ length: list.length / 2 }, (_, i) => `${list[2 * i]}: ${list[2 * i + 1]}`);
}

let warnings: string[];

beforeEach(() => {
  warnings = [];
  const ignore = () => undefined;
  const logger: DiagLogger = {
    error: ignore,
    warn: (text) => void warnings.push(text),
    info: ignore,
    debug: ignore,
    verbose: ignore,
  };
  diag.setLogger(logger, { suppressOverrideMessage: true });
});

afterEach(() => diag.disable());

describe('endpoint', () => {
  test('is a local Collector when nothing is said', () => {
    expect(target({})).toBe('localhost|4318 Host: localhost:4318 POST /v1/traces');
    expect(target({}, {}, 'metrics')).toBe('localhost|4318 Host: localhost:4318 POST /v1/metrics');
    expect(target({}, {}, 'logs')).toBe('localhost|4318 Host: localhost:4318 POST /v1/logs');
  });

  test.each([
    ['http://collector:4318', 'collector|4318 Host: collector:4318 POST /v1/traces'],
    ['http://collector:4318/', 'collector|4318 Host: collector:4318 POST /v1/traces'],
    ['http://collector/base', 'collector|80 Host: collector POST /base/v1/traces'],
    ['http://collector/base/?key=1', 'collector|80 Host: collector POST /base/v1/traces?key=1'],
    ['http://127.0.0.1:9', '127.0.0.1|9 Host: 127.0.0.1:9 POST /v1/traces'],
    ['http://[::1]:4318', '::1|4318 Host: [::1]:4318 POST /v1/traces'],
    [
      'HTTP://Collector:4318/%C3%A9 x',
      'collector|4318 Host: collector:4318 POST /%C3%A9%20x/v1/traces',
    ],
    ['unix:///run/otel/collector.sock', '/run/otel/collector.sock Host: localhost POST /v1/traces'],
    ['unix:///run/a%20b.sock', '/run/a b.sock Host: localhost POST /v1/traces'],
  ])('%s is a base', (endpoint, expected) => {
    expect(target({ endpoint })).toBe(expected);
    expect(target({}, { ENDPOINT: endpoint })).toBe(expected);
  });

  test.each([
    ['http://collector:4318', 'collector|4318 Host: collector:4318 POST /'],
    ['http://collector:4318/in?tenant=a', 'collector|4318 Host: collector:4318 POST /in?tenant=a'],
    ['unix:///run/otel/collector.sock', '/run/otel/collector.sock Host: localhost POST /v1/traces'],
  ])('%s for one signal is used as it is', (endpoint, expected) => {
    expect(target({ tracesEndpoint: endpoint })).toBe(expected);
    expect(target({}, { TRACES_ENDPOINT: endpoint })).toBe(expected);
  });

  test('of each signal has its own option and variable', () => {
    expect(target({ metricsEndpoint: 'http://m/a' }, {}, 'metrics')).toContain('m|80');
    expect(target({ logsEndpoint: 'http://l/a' }, {}, 'logs')).toContain('l|80');
    expect(target({}, { METRICS_ENDPOINT: 'http://m/a' }, 'metrics')).toContain('m|80');
    expect(target({}, { LOGS_ENDPOINT: 'http://l/a' }, 'logs')).toContain('l|80');
    expect(target({ metricsEndpoint: 'http://m/a' })).toContain('localhost|4318');
  });

  test('comes from the signal’s option, then the base’s, then the signal’s variable, then the base’s', () => {
    const variables = { ENDPOINT: 'http://env', TRACES_ENDPOINT: 'http://env-traces/' };
    expect(target({ tracesEndpoint: 'http://own/', endpoint: 'http://base' }, variables)).toContain(
      'own|80',
    );
    expect(target({ endpoint: 'http://base' }, variables)).toContain('base|80');
    expect(target({}, variables)).toContain('env-traces|80');
    expect(target({}, { ENDPOINT: 'http://env' })).toContain('env|80');
    expect(target({}, { ENDPOINT: 'http://env', TRACES_ENDPOINT: '  ' })).toContain('env|80');
  });

  test('in code makes the protocol in the environment irrelevant', () => {
    expect(target({ endpoint: 'http://base' }, { PROTOCOL: 'grpc' })).toContain('base|80');
    expect(target({}, { PROTOCOL: ' http/protobuf ' })).toContain('localhost|4318');
    expect(
      target(
        {},
        {
          PROTOCOL: 'grpc',
          TRACES_PROTOCOL: 'http/protobuf',
          METRICS_PROTOCOL: 'http/protobuf',
          LOGS_PROTOCOL: 'http/protobuf',
        },
      ),
    ).toContain('localhost|4318');
  });

  test('of signals that are not served is not looked at', () => {
    const variables = { METRICS_ENDPOINT: 'https://far.example', LOGS_PROTOCOL: 'grpc' };
    expect(Object.keys(resolve({ signals: ['traces'] }, variables))).toEqual(['traces']);
  });
});

describe('socketPath', () => {
  test('replaces host and port, and endpoints in the environment', () => {
    expect(target({ socketPath: '/run/otel.sock' })).toBe(
      '/run/otel.sock Host: localhost POST /v1/traces',
    );
    expect(
      target(
        { socketPath: '/run/otel.sock' },
        { ENDPOINT: 'https://far.example', PROTOCOL: 'grpc' },
      ),
    ).toBe('/run/otel.sock Host: localhost POST /v1/traces');
    expect(target({ socketPath: '/run/otel.sock', endpoint: 'http://named/base' })).toBe(
      '/run/otel.sock Host: named POST /base/v1/traces',
    );
    expect(target({ socketPath: '/run/otel.sock', endpoint: 'unix:///run/otel.sock' })).toBe(
      '/run/otel.sock Host: localhost POST /v1/traces',
    );
  });
});

describe('headers', () => {
  test('are the user agent when nothing is said', () => {
    expect(headers({})).toEqual([`User-Agent: ${kUserAgent}`]);
  });

  test('come from the variables, the signal’s winning, and from the options, which win over both', () => {
    const variables = {
      HEADERS: 'a=general,b=general,c=general',
      TRACES_HEADERS: 'B=traces,c=traces',
      LOGS_HEADERS: 'a=logs',
    };
    expect(headers({ headers: { C: 'option', d: 'option' } }, variables)).toEqual([
      `User-Agent: ${kUserAgent}`,
      'a: general',
      'B: traces',
      'C: option',
      'd: option',
    ]);
  });

  test('in variables are percent-encoded, may be padded and carry metadata', () => {
    expect(headers({}, { HEADERS: ' api-key = a%2Cb%3D1 ,, x=1;meta=2 ,y=a=b' })).toEqual([
      `User-Agent: ${kUserAgent}`,
      'api-key: a,b=1',
      'x: 1',
      'y: a=b',
    ]);
    expect(warnings).toEqual([]);
  });

  test('in variables that are malformed are left out with a warning that does not show them', () => {
    expect(headers({}, { HEADERS: 'good=1,secret,=secret,k=%zz' })).toEqual([
      `User-Agent: ${kUserAgent}`,
      'good: 1',
    ]);
    expect(warnings).toHaveLength(3);
    expect(warnings.join()).not.toContain('secret');
    expect(warnings[0]).toContain('OTEL_EXPORTER_OTLP_HEADERS: entry 2');
  });

  test('can replace the user agent and the host but not the content type', () => {
    expect(headers({ headers: { 'user-agent': 'mine/1', 'Content-Type': 'text/plain' } })).toEqual([
      'user-agent: mine/1',
    ]);
    expect(target({ headers: { Host: 'virtual' } })).toBe(
      'localhost|4318 Host: virtual POST /v1/traces',
    );
  });

  test('hold the credentials of the URL unless they are given', () => {
    const endpoint = 'http://me:p%40ss@collector';
    expect(headers({ endpoint })).toContain(`Authorization: Basic ${btoa('me:p@ss')}`);
    expect(headers({ endpoint, headers: { authorization: 'Bearer x' } })).toEqual([
      `User-Agent: ${kUserAgent}`,
      'authorization: Bearer x',
    ]);
    expect(target({ endpoint })).toBe('collector|80 Host: collector POST /v1/traces');
  });
});

describe('timeoutMillis', () => {
  const timeout = (options: OtlpLocalExporterOptions, variables: Record<string, string> = {}) =>
    resolve(options, variables).traces!.timeoutMillis;

  test('comes from the option, the signal’s variable, the general variable, the default', () => {
    expect(timeout({ timeoutMillis: 1.5 }, { TRACES_TIMEOUT: '2', TIMEOUT: '3' })).toBe(1.5);
    expect(timeout({}, { TRACES_TIMEOUT: '2', TIMEOUT: '3' })).toBe(2);
    expect(timeout({}, { METRICS_TIMEOUT: '2', TIMEOUT: '3' })).toBe(3);
    expect(timeout({})).toBe(10_000);
    expect(timeout({ timeoutMillis: 1e12 })).toBe(1e12);
  });

  test.each(['-1', '0', 'soon', 'NaN', 'Infinity', '1e300'])(
    'ignores %s in a variable with a warning',
    (value) => {
      const options = { signals: ['traces'] } as const;
      expect(timeout(options, { TRACES_TIMEOUT: value, TIMEOUT: '3' })).toBe(3);
      expect(warnings).toEqual([
        `OTEL_EXPORTER_OTLP_TRACES_TIMEOUT is '${value}' and ignored, expected a number of milliseconds above 0, 1000000000000 at most`,
      ]);
    },
  );
});

describe('maxRetryAfterMillis', () => {
  const longest = (options: OtlpLocalExporterOptions, value?: string) => {
    if (value !== undefined) process.env['OTEL_NATIVE_MAX_RETRY_AFTER'] = value;
    try {
      return resolve({ signals: ['traces'], ...options }).traces!.maxRetryAfterMillis;
    } finally {
      delete process.env['OTEL_NATIVE_MAX_RETRY_AFTER'];
    }
  };

  test('comes from the option, the variable, the default', () => {
    expect(longest({ maxRetryAfterMillis: 1.5 }, '2')).toBe(1.5);
    expect(longest({}, ' 2 ')).toBe(2);
    expect(longest({})).toBe(300_000);
    expect(warnings).toEqual([]);
  });

  test.each(['-1', '0', 'soon', '60s', '1e300', 'Infinity'])(
    'ignores %s in a variable with a warning',
    (value) => {
      expect(longest({}, value)).toBe(300_000);
      expect(warnings).toEqual([
        `OTEL_NATIVE_MAX_RETRY_AFTER is '${value}' and ignored, expected a number greater than 0, 3600000 at most`,
      ]);
    },
  );
});

describe('compression', () => {
  const isCompressed = (options: OtlpLocalExporterOptions, variables = {}) =>
    resolve({ signals: ['traces'], ...options }, variables).traces!.gzipLevel > 0;

  test.each([
    [{}, {}, false],
    [{}, { COMPRESSION: 'gzip' }, true],
    [{}, { COMPRESSION: 'gzip', TRACES_COMPRESSION: 'none' }, false],
    [{}, { COMPRESSION: 'none', TRACES_COMPRESSION: 'gzip' }, true],
    [{}, { LOGS_COMPRESSION: 'gzip' }, false],
    [{ compression: 'gzip' }, { COMPRESSION: 'none' }, true],
    [{ compression: 'none' }, { COMPRESSION: 'gzip' }, false],
  ] as const)('%j with %j: %p', (options, variables, expected) => {
    expect(isCompressed(options, variables)).toBe(expected);
    expect(warnings).toEqual([]);
  });

  test('a variable that names something else is ignored with a warning', () => {
    expect(isCompressed({}, { TRACES_COMPRESSION: 'zstd', COMPRESSION: 'gzip' })).toBe(true);
    expect(warnings).toEqual([
      "OTEL_EXPORTER_OTLP_TRACES_COMPRESSION is 'zstd' and ignored, expected gzip or none",
    ]);
  });

  test('an option that is something else is refused', () => {
    const compression = 'zstd' as 'gzip';
    expect(() => resolve({ compression })).toThrow("compression is 'zstd': give gzip or none");
  });

  test('has a level in code alone', () => {
    const level = (options: OtlpLocalExporterOptions) => resolve(options).logs!.gzipLevel;
    expect(level({ compression: 'gzip' })).toBe(6);
    expect(level({ compression: 'gzip', compressionLevel: 1 })).toBe(1);
    expect(level({ compression: 'gzip', compressionLevel: 9 })).toBe(9);
    expect(level({ compressionLevel: 9 })).toBe(0);
  });

  test.each([0, 10, 1.5, NaN, '6' as unknown as number])(
    'level %p is refused',
    (compressionLevel) => {
      expect(() => resolve({ compression: 'gzip', compressionLevel })).toThrow(
        expect.objectContaining({ code: 'ERR_OTEL_NATIVE_INVALID_OPTION' }),
      );
    },
  );

  test('is left out with one warning where the runtime exports no zlib', () => {
    const settings = resolve({ compression: 'gzip' });
    warnWithoutZlib(settings, true);
    warnWithoutZlib(resolve({}), false);
    expect(warnings).toEqual([]);
    warnWithoutZlib(settings, false);
    warnWithoutZlib(settings, false);
    expect(warnings).toEqual([expect.stringContaining('OTEL_NATIVE_NO_ZLIB')]);
  });
});
