import { diag } from '@opentelemetry/api';
import {
  OtlpLocalExporter,
  OtlpLocalTraceExporter,
  type HeadersFunction,
} from '@otel-native/exporter-otlp-local';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadAddon } from '../src/binding/load';
import { HeadersRefresh } from '../src/headers/headers-refresh';
import { withEnvironment } from './environment';

let server: Server;
let received: IncomingHttpHeaders[];
/** The only token that the server accepts. */
let accepted: string;

beforeEach(async () => {
  received = [];
  accepted = 'Bearer token-one';
  server = createServer((request, response) => {
    received.push(request.headers);
    request.resume();
    const isAccepted = request.headers.authorization === accepted;
    request.on('end', () => response.writeHead(isAccepted ? 200 : 401).end());
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
});

afterEach(() => {
  diag.disable();
  server.closeAllConnections();
  server.close();
});

const endpoint = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

function errorsOfDiag(): string[] {
  const lines: string[] = [];
  const none = () => undefined;
  const error = (line: string) => void lines.push(line);
  diag.setLogger({ error, warn: none, info: none, debug: none, verbose: none });
  return lines;
}

const send = ({ nativeHandle }: OtlpLocalExporter) =>
  loadAddon().send(nativeHandle, new Uint8Array([1]), 1, 5_000);

test('a value that is there at once is used by the first request, over the environment', async () => {
  const variables = { HEADERS: 'Authorization=old,x-tenant=shop' };
  const exporter = withEnvironment(
    variables,
    () =>
      new OtlpLocalExporter({
        endpoint: endpoint(),
        headers: () => ({ authorization: 'Bearer token-one', Host: 'gateway' }),
      }),
  );
  expect((await send(exporter)).status).toBe(0);
  expect(received).toEqual([
    expect.objectContaining({
      authorization: 'Bearer token-one',
      'x-tenant': 'shop',
      host: 'gateway',
    }),
  ]);
  await exporter.shutdown();
});

test('requests wait for the first promise', async () => {
  const { promise, resolve } = Promise.withResolvers<Record<string, string>>();
  const exporter = new OtlpLocalExporter({ endpoint: endpoint(), headers: () => promise });
  expect(await send(exporter)).toMatchObject({
    status: 1,
    message: expect.stringContaining('waits for the first value of the headers function'),
  });
  resolve({ authorization: 'Bearer token-one' });
  await promise;
  expect((await send(exporter)).status).toBe(0);
  expect(received).toHaveLength(1);
  await exporter.shutdown();
});

test('a refused token is replaced, and the batch arrives', async () => {
  let token = 'token-one';
  const exporter = new OtlpLocalExporter({
    endpoint: endpoint(),
    headers: () => Promise.resolve({ authorization: `Bearer ${token}` }),
  });
  await Promise.resolve();
  token = 'token-two';
  accepted = 'Bearer token-two';
  let result = await send(exporter);
  for (let attempts = 1; result.status === 1 && attempts < 20; attempts++) {
    await new Promise((resume) => setTimeout(resume, 200));
    result = await send(exporter);
  }
  expect(result.status).toBe(0);
  expect(received[0]?.authorization).toBe('Bearer token-one');
  expect(received.at(-1)?.authorization).toBe('Bearer token-two');
  await exporter.shutdown();
});

test.each<[string, HeadersFunction, string]>([
  ['throws', () => failWith('Bearer secret'), 'Error'],
  ['rejects', () => Promise.reject(new TypeError('Bearer secret')), 'TypeError'],
  [
    'returns an invalid field',
    () => ({ 'x-key': 'secret\n' }),
    'headers: header \'x-key\' has the character "\\n" in its value, which HTTP does not allow; encode the value',
  ],
])(
  'a function that %s is reported without a secret, and nothing throws',
  async (_, headers, text) => {
    const errors = errorsOfDiag();
    const exporter = new OtlpLocalExporter({ endpoint: endpoint(), headers });
    await new Promise(setImmediate);
    expect(errors).toEqual([
      `The headers function failed: ${text}. The last headers that it returned stay`,
    ]);
    await exporter.shutdown();
  },
);

function failWith(message: string): never {
  throw new Error(message);
}

describe('the refresh', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('calls again at its interval and after a refusal, one call at a time, until it is stopped', async () => {
    let isRefused = false;
    const call = jest.fn(() => ({ 'x-key': 'value' }));
    const use = jest.fn();
    const refresh = new HeadersRefresh(call, 10_000, { use, areRefused: () => isRefused });
    expect(call).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(9_000);
    expect(call).toHaveBeenCalledTimes(1);
    jest.advanceTimersByTime(1_000);
    expect(call).toHaveBeenCalledTimes(2);
    isRefused = true;
    jest.advanceTimersByTime(1_000);
    expect(call).toHaveBeenCalledTimes(3);
    refresh.stop();
    jest.advanceTimersByTime(60_000);
    expect(call).toHaveBeenCalledTimes(3);
    expect(use).toHaveBeenCalledTimes(3);
  });

  test('a call that never returns counts as failed after 30 s, and its late value is ignored', async () => {
    const errors = errorsOfDiag();
    const { promise, resolve } = Promise.withResolvers<Record<string, string>>();
    const call = jest.fn<Promise<Record<string, string>>, []>(() => promise);
    const use = jest.fn();
    const refresh = new HeadersRefresh(call, 10_000, { use, areRefused: () => false });
    jest.advanceTimersByTime(30_000);
    expect(call).toHaveBeenCalledTimes(1);
    expect(errors).toEqual([
      'The headers function failed: it has not returned within 30 s. The last headers that it returned stay',
    ]);
    resolve({ 'x-key': 'late' });
    await promise;
    expect(use).not.toHaveBeenCalled();
    call.mockImplementation(() => Promise.reject(new Error('again')));
    jest.advanceTimersByTime(5_000);
    expect(call).toHaveBeenCalledTimes(2);
    await Promise.resolve();
    expect(errors).toHaveLength(1);
    refresh.stop();
  });
});

test('the exporter of the official SDK takes a function too', async () => {
  const headers = jest.fn(() => ({ authorization: 'Bearer token-one' }));
  const exporter = new OtlpLocalTraceExporter({ endpoint: endpoint(), headers });
  expect(headers).toHaveBeenCalledTimes(1);
  await exporter.shutdown();
});
