import { diag } from '@opentelemetry/api';
import { isNativeExporter } from '@otel-native/api-bridge';
import {
  loadError,
  OtlpLocalExporter,
  type OtlpLocalExporterOptions,
} from '@otel-native/exporter-otlp-local';
import { types } from 'node:util';
import { withEnvironment } from './environment';

/** Returns the constructor's error as `CODE: message`. */
function failure(options: unknown, variables: Record<string, string> = {}): string {
  try {
    withEnvironment(variables, () => new OtlpLocalExporter(options as OtlpLocalExporterOptions));
  } catch (error) {
    const { code, message } = error as Error & { code: string };
    return `${code}: ${message}`;
  }
  return 'nothing was thrown';
}

/** Returns the warnings about invalid variables; nothing may be thrown. */
function warnings(variables: Record<string, string>): string {
  const lines: string[] = [];
  const none = () => undefined;
  const warn = (line: string) => void lines.push(line);
  diag.setLogger({ error: none, warn, info: none, debug: none, verbose: none });
  expect(failure({}, variables)).toBe('nothing was thrown');
  diag.disable();
  return lines.join('\n');
}

test('loads its binary here', () => {
  expect(loadError()).toBeUndefined();
});

test('is a native exporter until it is shut down', async () => {
  const exporter = new OtlpLocalExporter({ endpoint: 'http://localhost:1' });
  expect(exporter.name).toBe('otlp-local');
  expect(isNativeExporter(exporter)).toBe(true);
  expect(types.isExternal(exporter.nativeHandle)).toBe(true);
  expect(exporter.nativeHandle).toBe(exporter.nativeHandle);
  await exporter.shutdown();
  await exporter.shutdown();
  expect(() => exporter.nativeHandle).toThrow(
    expect.objectContaining({ code: 'ERR_OTEL_NATIVE_SHUT_DOWN' }),
  );
});

describe('an endpoint that cannot be used', () => {
  test.each([
    [
      'localhost:4318',
      "endpoint is 'localhost:4318': its scheme is 'localhost:'; write it as http://",
    ],
    ['not a url', "endpoint is 'not a url': it is not a URL; write it as http://"],
    ['', "endpoint is '': it is not a URL"],
    ['http://', "endpoint is 'http://': it is not a URL"],
    ['http://host:99999', "endpoint is 'http://host:99999': it is not a URL"],
    ['http://host:0', "endpoint is 'http://host:0': port 0 cannot be connected to"],
    ['ftp://host', "endpoint is 'ftp://host': its scheme is 'ftp:'"],
    [
      'http://us%zzer@host',
      "endpoint is 'http://***@host': a % in it is not followed by two hexadecimal digits",
    ],
    [
      'unix://run/collector.sock',
      "endpoint is 'unix://run/collector.sock': a socket is written with three slashes",
    ],
    [
      'unix:///run/collector.sock?a=1',
      'a socket is written with three slashes and nothing behind its path',
    ],
    [4318, 'endpoint is 4318: write it as http://localhost:4318'],
    [null, 'endpoint is null: write it as http://localhost:4318'],
  ])('%p', (endpoint, message) => {
    const text = failure({ endpoint });
    expect(text).toContain('ERR_OTEL_NATIVE_INVALID_ENDPOINT: ');
    expect(text).toContain(message);
  });

  test('names the option or variable that it came from', () => {
    expect(failure({ tracesEndpoint: 'x' })).toContain(": tracesEndpoint is 'x'");
    expect(failure({ metricsEndpoint: 'x' })).toContain(": metricsEndpoint is 'x'");
    expect(failure({ logsEndpoint: 'x' })).toContain(": logsEndpoint is 'x'");
  });

  test.each([
    ['ENDPOINT', 'x'],
    ['LOGS_ENDPOINT', 'x'],
    ['TRACES_ENDPOINT', 'ftp://host'],
    ['ENDPOINT', 'http://host:0'],
    ['ENDPOINT', `unix:///${'x'.repeat(110)}`],
  ])('in a variable is warned of, and the default is used: %s=%s', (name, value) => {
    expect(warnings({ [name]: value })).toMatch(
      new RegExp(`^OTEL_EXPORTER_OTLP_${name} is .*Using http://localhost:4318`),
    );
  });

  test.each(['localhost:4318', '127.0.0.1:4318', '[::1]:4318', 'my-collector.local:4318/path'])(
    'without a scheme in a variable means http, with a warning: %s',
    (value) => {
      expect(warnings({ TRACES_ENDPOINT: value })).toContain(
        `OTEL_EXPORTER_OTLP_TRACES_ENDPOINT is '${value}', which has no scheme: using http://${value}`,
      );
    },
  );

  test('is shown without its secrets', () => {
    expect(warnings({ ENDPOINT: 'ftp://me:sec/ret@host?api_key=secret' })).not.toContain('secret');
    expect(failure({ endpoint: 'http://host:0/?api_key=secret' })).not.toContain('secret');
  });
});

test.each(['grpc', 'http/json'])('refuses the protocol %s', (protocol) => {
  expect(failure({}, { PROTOCOL: protocol })).toContain(
    `ERR_OTEL_NATIVE_UNSUPPORTED_PROTOCOL: OTEL_EXPORTER_OTLP_PROTOCOL is '${protocol}': this exporter speaks http/protobuf`,
  );
  expect(failure({}, { PROTOCOL: 'http/protobuf', TRACES_PROTOCOL: protocol })).toContain(
    `OTEL_EXPORTER_OTLP_TRACES_PROTOCOL is '${protocol}'`,
  );
});

describe('a socket path that cannot be used', () => {
  const long = `/${'x'.repeat(110)}`;

  test.each([
    ['run/otel.sock', "socketPath is 'run/otel.sock': give the absolute path"],
    ['', "socketPath is '': give the absolute path"],
    ['/run/\0', 'give the absolute path'],
    [7, 'socketPath is 7: give the absolute path'],
    [long, 'its 111 bytes are more than the'],
    [`/${'é'.repeat(60)}`, 'its 121 bytes are more than the'],
  ])('%p', (socketPath, message) => {
    const text = failure({ socketPath });
    expect(text).toContain('ERR_OTEL_NATIVE_INVALID_SOCKET_PATH: ');
    expect(text).toContain(message);
  });

  test('in a URL', () => {
    expect(failure({ endpoint: 'unix:run/otel.sock' })).toContain(
      'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH: endpoint is ',
    );
  });

  test('that contradicts the endpoint', () => {
    expect(failure({ socketPath: '/run/a', endpoint: 'unix:///run/b' })).toContain(
      "ERR_OTEL_NATIVE_INVALID_SOCKET_PATH: socketPath is '/run/a', but the endpoint names the socket '/run/b'",
    );
  });

  test('of the greatest length is fine', () => {
    const longest = process.platform === 'darwin' ? 103 : 107;
    expect(failure({ socketPath: `/${'x'.repeat(longest - 1)}` })).toBe('nothing was thrown');
    expect(failure({ socketPath: `/${'x'.repeat(longest)}` })).toContain(
      'ERR_OTEL_NATIVE_INVALID_SOCKET_PATH',
    );
  });
});

test.each([0, -1, NaN, Infinity, 1e300, '5000'])('refuses the timeout %p', (timeoutMillis) => {
  expect(failure({ timeoutMillis })).toMatch(
    /^ERR_OTEL_NATIVE_INVALID_TIMEOUT: timeoutMillis is .+: give a number of milliseconds above 0, 1000000000000 at most$/,
  );
});

describe('a header that cannot be sent', () => {
  test.each([
    [{ 'bad name': 'x' }, 'headers: header (not shown) has a name with characters'],
    [{ '': 'x' }, "headers: header '' has a name with characters"],
    [{ 'a\r\nb': 'x' }, 'headers: header (not shown) has a name'],
    [{ 'authorization: Bearer secret': 'x' }, "header 'authorization…' has a name"],
    [{ a: 'secret\r\nInjected: 1' }, 'headers: header \'a\' has the character "\\r" in its value'],
    [{ a: 'secret\n' }, 'has the character "\\n" in its value'],
    [{ a: 'secret\0' }, 'has the character "\\u0000" in its value'],
    [{ a: 'secret €' }, 'has the character "€" in its value'],
    [{ a: 5 }, "headers: header 'a' has a value of type number; give a string"],
    [{ a: { token: 'secret' } }, 'has a value of type object'],
    [{ 'Content-Length': '5' }, "headers: header 'Content-Length' is set by the exporter itself"],
    [{ 'transfer-encoding': 'chunked' }, 'is set by the exporter itself'],
    ['a=secret', 'headers is of type string: give an object'],
  ])('%p', (headers, message) => {
    const text = failure({ headers });
    expect(text).toContain('ERR_OTEL_NATIVE_INVALID_HEADER: ');
    expect(text).toContain(message);
    expect(text).not.toContain('secret');
  });

  test.each([
    ['a=secret%0D%0Ab', 'header \'a\' has the character "\\r" in its value'],
    ['authorization: Bearer secret=x', "header 'authorization…' has a name"],
  ])('in a variable is left out with a warning: %s', (value, message) => {
    const text = warnings({ HEADERS: value });
    expect(text).toContain(message);
    expect(text).toContain('(ERR_OTEL_NATIVE_INVALID_HEADER). The header is left out');
    expect(text).not.toContain('secret');
  });

  test('but tabs, spaces and Latin-1 can', () => {
    expect(failure({ headers: { a: '\tcafé \xff', b: '' } })).toBe('nothing was thrown');
  });
});

test.each([[[]], [['spans']], ['traces']])('refuses the signals %p', (signals) => {
  expect(failure({ signals })).toMatch(
    /^ERR_OTEL_NATIVE_INVALID_OPTION: signals is .+: list some of traces, metrics, logs$/,
  );
});

/** A new option without a wrong value here is a compiler error. */
const wrong = {
  endpoint: 5,
  tracesEndpoint: {},
  metricsEndpoint: 'ftp://host',
  logsEndpoint: [],
  socketPath: 7,
  headers: 'x',
  headersRefreshMillis: 999,
  timeoutMillis: 1e300,
  maxRetryAfterMillis: 1e300,
  compression: 'brotli',
  compressionLevel: 10,
  tls: 'ca.pem',
  signals: 'all',
} satisfies Record<keyof Required<OtlpLocalExporterOptions>, unknown>;

test.each(Object.entries(wrong))('%s: %p is an error that names it', (name, value) => {
  expect(failure({ [name]: value })).toMatch(
    new RegExp(`^ERR_OTEL_NATIVE_INVALID_\\w+: ${name} is `),
  );
});

test.each([
  ['a revoked proxy', Proxy.revocable({}, {})],
  ['a getter that throws', undefined],
])('%s is an error with a code', (_, revocable) => {
  revocable?.revoke();
  const throwing = {
    get headers(): never {
      throw new Error('no');
    },
  };
  expect(failure(revocable?.proxy ?? throwing)).toMatch(
    /^ERR_OTEL_NATIVE_INVALID_OPTION: .* cannot be read/,
  );
});

test.each([0, -1, NaN, Infinity, 3_600_001, '60'])(
  'refuses %p as the longest Retry-After',
  (maxRetryAfterMillis) => {
    expect(failure({ maxRetryAfterMillis })).toMatch(
      /^ERR_OTEL_NATIVE_INVALID_OPTION: maxRetryAfterMillis is .+: expected a number greater than 0, 3600000 at most$/,
    );
  },
);

test('warns of an option that it does not have', () => {
  diag.setLogger({ ...console, verbose: () => undefined, warn: (text) => void lines.push(text) });
  const lines: string[] = [];
  failure({ endpiont: 'http://localhost' });
  diag.disable();
  expect(lines).toEqual(['unknown option endpiont: did you mean endpoint?']);
});
