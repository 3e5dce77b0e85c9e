import type { ReceivedSpan } from '../src/index.ts';

const text = (stringValue: string) => ({ stringValue });

const attributes = [
  { key: 'text', value: text('ä€😀') },
  { key: 'empty text', value: text('') },
  { key: 'int', value: { intValue: '-5' } },
  { key: 'large int', value: { intValue: '9007199254740991' } },
  { key: 'double', value: { doubleValue: 0.5 } },
  { key: 'false', value: { boolValue: false } },
  { key: 'bytes', value: { bytesValue: Uint8Array.of(0, 1, 255) } },
  { key: 'list', value: { arrayValue: { values: [{ intValue: '0' }, text('b'), {}] } } },
  { key: 'nested', value: { kvlistValue: { values: [{ key: '__proto__', value: text('x') }] } } },
  { key: 'nothing', value: {} },
];

/** One span with every field of OTLP set. */
export const request = {
  resourceSpans: [
    {
      resource: {
        attributes: [{ key: 'service.name', value: text('shop') }],
        droppedAttributesCount: 1,
      },
      schemaUrl: 'https://example.com/resource',
      scopeSpans: [
        {
          scope: {
            name: 'library',
            version: '1.2.3',
            attributes: [{ key: 'scope', value: { boolValue: true } }],
          },
          schemaUrl: 'https://example.com/scope',
          spans: [
            {
              traceId: Buffer.from('0af7651916cd43dd8448eb211c80319c', 'hex'),
              spanId: Buffer.from('b7ad6b7169203331', 'hex'),
              parentSpanId: Buffer.from('00f067aa0ba902b7', 'hex'),
              traceState: 'a=1,b=2',
              flags: 0x301,
              name: 'GET /',
              kind: 2,
              startTimeUnixNano: '1700000000123456789',
              endTimeUnixNano: '1700000000223456789',
              attributes,
              droppedAttributesCount: 2,
              events: [
                {
                  name: 'event',
                  timeUnixNano: '1700000000133456789',
                  attributes: [{ key: 'n', value: { intValue: '1' } }],
                  droppedAttributesCount: 3,
                },
              ],
              droppedEventsCount: 4,
              links: [
                {
                  traceId: Buffer.from('11111111111111111111111111111111', 'hex'),
                  spanId: Buffer.from('2222222222222222', 'hex'),
                  traceState: 'c=3',
                  flags: 0x101,
                  attributes: [{ key: 'why', value: text('follows') }],
                  droppedAttributesCount: 5,
                },
              ],
              droppedLinksCount: 6,
              status: { code: 2, message: 'failed' },
            },
          ],
        },
      ],
    },
  ],
};

export const expectedSpan: ReceivedSpan = {
  traceId: '0af7651916cd43dd8448eb211c80319c',
  spanId: 'b7ad6b7169203331',
  parentSpanId: '00f067aa0ba902b7',
  traceState: 'a=1,b=2',
  flags: 0x301,
  name: 'GET /',
  kind: 2,
  startTimeUnixNano: '1700000000123456789',
  endTimeUnixNano: '1700000000223456789',
  attributes: {
    text: 'ä€😀',
    'empty text': '',
    int: -5,
    'large int': Number.MAX_SAFE_INTEGER,
    double: 0.5,
    false: false,
    bytes: Buffer.from([0, 1, 255]),
    list: [0, 'b', null],
    nested: Object.fromEntries([['__proto__', 'x']]),
    nothing: null,
  },
  droppedAttributesCount: 2,
  events: [
    {
      name: 'event',
      timeUnixNano: '1700000000133456789',
      attributes: { n: 1 },
      droppedAttributesCount: 3,
    },
  ],
  droppedEventsCount: 4,
  links: [
    {
      traceId: '11111111111111111111111111111111',
      spanId: '2222222222222222',
      traceState: 'c=3',
      flags: 0x101,
      attributes: { why: 'follows' },
      droppedAttributesCount: 5,
    },
  ],
  droppedLinksCount: 6,
  status: { code: 2, message: 'failed' },
  scope: {
    name: 'library',
    version: '1.2.3',
    attributes: { scope: true },
    schemaUrl: 'https://example.com/scope',
  },
  resource: {
    attributes: { 'service.name': 'shop' },
    droppedAttributesCount: 1,
    schemaUrl: 'https://example.com/resource',
  },
};
