import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ReceivedSpan } from 'otlp-receiver';
import { spanOutline } from '../src/span-outline.ts';

function span(fields: Partial<ReceivedSpan> & { from: string; start: number }): ReceivedSpan {
  const { from, start, ...others } = fields;
  const scope = { name: from, version: '', attributes: {}, schemaUrl: '' };
  const status = { code: 0, message: '' };
  const known = { spanId: '', parentSpanId: '', kind: 1, attributes: {}, status, scope };
  return { ...known, startTimeUnixNano: String(start), ...others } as unknown as ReceivedSpan;
}

test('children stand below their parent in the order of their start, remote parents are left out', () => {
  const spans = [
    span({ from: 'own', name: 'second', spanId: 'c', parentSpanId: 'a', start: 30 }),
    span({
      from: '@opentelemetry/instrumentation-koa',
      name: 'first',
      spanId: 'b',
      parentSpanId: 'a',
      start: 20,
      status: { code: 2, message: 'failed' },
    }),
    span({
      from: '@otel-native/instrumentations/http',
      name: 'GET /orders/:id',
      kind: 2,
      spanId: 'a',
      parentSpanId: 'remote',
      start: 10,
      attributes: { 'http.response.status_code': 500 },
      status: { code: 2, message: '' },
    }),
  ];
  assert.deepEqual(spanOutline(spans), [
    'http: GET /orders/:id, server 500 error',
    '  official koa: first, error',
    '  own: second',
  ]);
});

test('values of attributes are shown, and spans that start together have an order', () => {
  const spans = ['weather', 'traffic'].map((name) =>
    span({ from: '@otel-native/genai/ai', name, spanId: name, start: 1 }),
  );
  spans[0]!.attributes['error.type'] = 'TimeoutError';
  const other = span({ from: 'own', name: 'last', spanId: 'c', start: 2 });
  assert.deepEqual(spanOutline([other, ...spans], ['error.type', 'none']), [
    'genai/ai: traffic',
    'genai/ai: weather, type TimeoutError',
    'own: last',
  ]);
});
