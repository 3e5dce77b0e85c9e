import { TraceFlags, type AnyValue, type Attributes } from '@opentelemetry/api';
import type { Case } from '../support/compare-sdks';

class Account {
  owner = 'me';
}

const cyclicArray: unknown[] = [1];
cyclicArray.push(cyclicArray);
const cyclicMap: Record<string, unknown> = { a: 1 };
cyclicMap.self = { again: cyclicMap };
const shared = { twice: 'the same object is no cycle' };

/** Every kind of value, valid or not. */
const values: readonly (readonly [name: string, value: unknown])[] = [
  ['a string', 'text'],
  ['an empty string', ''],
  ['a string beyond ASCII', 'Grüße, 世界, 🎉'],
  ['a long string beyond ASCII', '日本語のテキスト'.repeat(200)],
  ['a string with NUL and control characters', 'a\0b\u0007c\r\n'],
  ['a high surrogate alone', 'a\ud83dz'],
  ['a low surrogate alone', '\udf89'],
  ['true', true],
  ['false', false],
  ['zero', 0],
  ['negative zero', -0],
  ['one', 1],
  ['minus one', -1],
  ['the largest 32-bit integer', 2 ** 31 - 1],
  ['the smallest 32-bit integer', -(2 ** 31)],
  ['2^31', 2 ** 31],
  ['2^32', 2 ** 32],
  ['-2^32 - 1', -(2 ** 32) - 1],
  ['the largest safe integer', Number.MAX_SAFE_INTEGER],
  ['the smallest safe integer', Number.MIN_SAFE_INTEGER],
  ['2^53', 2 ** 53],
  ['-2^53', -(2 ** 53)],
  ['the largest double below 2^63', 2 ** 63 - 1024],
  ['2^63', 2 ** 63],
  ['-2^63', -(2 ** 63)],
  ['the largest double below -2^63', -(2 ** 63) - 2048],
  ['2^64', 2 ** 64],
  ['1e300', 1e300],
  ['a half', 0.5],
  ['the smallest double', Number.MIN_VALUE],
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
  ['null', null],
  ['undefined', undefined],
  ['bytes', new Uint8Array([0, 1, 127, 128, 255])],
  ['no bytes', new Uint8Array()],
  ['a buffer', Buffer.from('buffer')],
  ['an empty array', []],
  ['an array of strings', ['a', '', 'ü']],
  ['an array of numbers', [1, 2.5, -3]],
  ['an array of booleans', [true, false]],
  ['an array with holes of null and undefined', ['a', null, undefined, 'b']],
  ['a sparse array', [1, , 3]],
  ['an array of different kinds', [1, 'two', true, null, [4, ['five']], { six: 6 }]],
  ['an empty object', {}],
  ['an object', { a: 1, b: 'two', c: [true], d: { e: null } }],
  ['an object with an undefined value', { a: undefined, b: 1 }],
  ['an object with an empty key', { '': 'empty' }],
  ['an object without a prototype', Object.assign(Object.create(null), { a: 1 })],
  ['an object with numeric keys', { 2: 'b', 1: 'a' }],
  ['an object twice in one value', [shared, shared, { shared }]],
  ['a bigint', 10n],
  ['a symbol', Symbol('s')],
  ['a function', () => 1],
  ['an instance of a class', new Account()],
  ['a date', new Date(0)],
  ['a map', new Map([['a', 1]])],
  ['a boxed string', new String('boxed')],
  ['an error', new Error('no')],
  ['a Float64Array', new Float64Array([1.5])],
  ['an array buffer', new ArrayBuffer(2)],
  ['an array with a bigint', [1, 10n]],
  ['an object with a function', { a: () => 1 }],
  ['an object with an instance of a class', { a: new Account() }],
  ['an array that contains itself', cyclicArray],
  ['an object that contains itself', cyclicMap],
];

const linked = {
  traceId: 'a'.repeat(32),
  spanId: 'a'.repeat(16),
  traceFlags: TraceFlags.SAMPLED,
};

/** Each value at every place that takes attributes. */
const valueCases = values.map(([name, value]): Case => ({
  name: `value: ${name}`,
  record({ tracer }) {
    const attributes = { value, after: 'after' } as Attributes;
    const span = tracer.startSpan('values', {
      attributes,
      links: [{ context: linked, attributes }],
    });
    span.setAttribute('set', value as AnyValue);
    span.setAttributes({ one: value, two: 2 } as Attributes);
    span.addEvent('event', attributes);
    span.addLink({ context: linked, attributes });
    span.end();
  },
}));

/** A cut at each length must give the same, in characters that are one, two, three and four bytes. */
const cutCases = [1, 2, 3, 5, 8].map((attributeValueLengthLimit): Case => ({
  name: `values cut to ${attributeValueLengthLimit}`,
  options: { spanLimits: { attributeValueLengthLimit } },
  record({ tracer }) {
    const attributes: Attributes = {
      text: 'abcdefghijkl',
      umlauts: 'äöüäöüäöü',
      emoji: '🎉🎉🎉🎉🎉',
      bytes: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9]),
      number: 123456789012,
      list: ['abcdefghijkl', 1, 'x'],
      map: { key_is_not_cut: 'abcdefghijkl', deep: [{ deeper: 'abcdefghijkl' }] },
    };
    const span = tracer.startSpan('a name is not cut', {
      attributes,
      links: [{ context: linked, attributes }],
    });
    span.setAttribute('later', 'abcdefghijkl');
    span.setAttribute('later list', ['abcdefghijkl']);
    span.addEvent('an event name is not cut', { text: 'abcdefghijkl', list: ['abcdefghijkl'] });
    span.recordException({ name: 'LongName', message: 'a long message', stack: 'a long stack' });
    span.setStatus({ code: 2, message: 'a status message is not cut' });
    span.end();
  },
}));

const keyCases: Case[] = [
  {
    name: 'an empty key',
    record({ tracer }) {
      const span = tracer.startSpan('s', { attributes: { '': 1, a: 2 } });
      span.setAttribute('', 'x').setAttributes({ '': 'y', b: 3 }).addEvent('e', { '': 1, c: 4 });
      span.addLink({ context: linked, attributes: { '': 1, d: 5 } });
      span.end();
    },
  },
  {
    name: 'keys beyond ASCII and of several kilobytes',
    record({ tracer }) {
      const span = tracer.startSpan('s', { attributes: { schlüssel: 1, 鍵: 2 } });
      span.setAttribute('k'.repeat(5_000), 'long').setAttribute('\ud800', 'half a pair').end();
    },
  },
  {
    name: 'the last value wins, at the first place',
    record({ tracer }) {
      const span = tracer.startSpan('s', { attributes: { a: 1, b: 2, c: 3 } });
      span.setAttribute('b', 'two').setAttribute('d', 4).setAttribute('a', [1]);
      span.setAttributes({ d: 'four', b: 'zwei' }).end();
    },
  },
  {
    name: 'the same key a hundred times',
    record({ tracer }) {
      const span = tracer.startSpan('s');
      for (let i = 0; i < 100; i++) span.setAttribute('count', i).setAttribute('text', `v${i}`);
      span.end();
    },
  },
  {
    name: 'keys that look like indices come first',
    record({ tracer }) {
      const span = tracer.startSpan('s', { attributes: { b: 1, 7: 'seven', a: 2 } });
      span.setAttribute('3', 'three').setAttribute('b', 0).end();
    },
  },
  {
    name: 'keys that objects inherit',
    record({ tracer }) {
      const span = tracer.startSpan('s');
      span.setAttribute('constructor', 1).setAttribute('toString', 2).setAttribute('a', 3).end();
    },
  },
  {
    name: 'inherited attributes are not taken',
    record({ tracer }) {
      const attributes = Object.assign(Object.create({ inherited: 1 }), { own: 2 }) as Attributes;
      const span = tracer.startSpan('s', { attributes });
      span.setAttributes(Object.assign(Object.create({ up: 1 }), { mine: 2 }) as Attributes).end();
    },
  },
  {
    name: 'an invalid value does not replace a valid one',
    record({ tracer }) {
      const span = tracer.startSpan('s', { attributes: { a: 1 } });
      span
        .setAttribute('a', 1n as never)
        .setAttribute('a', undefined as never)
        .end();
    },
  },
  {
    name: 'objects are copied when they are given',
    record({ tracer }) {
      const list = ['before'];
      const map = { inner: { text: 'before' } };
      const bytes = new Uint8Array([1, 2, 3]);
      const attributes: Attributes = { start: list };
      const span = tracer.startSpan('s', { attributes });
      span.setAttributes({ list, map }).addEvent('e', { list });
      span.addLink({ context: linked, attributes: { list, map } });
      list[0] = 'after';
      map.inner.text = 'after';
      attributes.later = 'not taken';
      span.setAttribute('bytes', bytes).end();
    },
  },
  {
    name: 'values nested 40 deep',
    record({ tracer }) {
      let value: AnyValue = 'bottom';
      for (let i = 0; i < 20; i++) value = [{ down: value }];
      tracer.startSpan('s', { attributes: { value } }).end();
    },
  },
  {
    name: 'the same span 300 times, so that strings repeat and tables fill',
    record({ tracer }) {
      for (let i = 0; i < 300; i++) {
        const span = tracer.startSpan(`name ${i % 3}`, {
          attributes: { constant: 'c', few: `f${i % 5}` },
        });
        span.setAttribute('unique', `u${i}`).setAttribute('many', `m${i % 100}`);
        span.addEvent(`event ${i % 4}`, { few: `f${i % 5}`, unique: `e${i}` });
        span.setStatus({ code: 2, message: `status ${i % 2}` });
        span.end();
      }
    },
  },
];

export const attributeCases: readonly Case[] = [...valueCases, ...cutCases, ...keyCases];
