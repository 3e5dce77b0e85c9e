import { EventEmitter, once } from 'node:events';
import { PassThrough } from 'node:stream';
import { named } from '../recorder';
import type { Scenario } from './scenario';

const a = named('a');
const b = named('b');

const kAdders = ['on', 'addListener', 'once', 'prependListener', 'prependOnceListener'] as const;

export const emitters: Record<string, Scenario> = {
  'listeners of a bound emitter run in its context, with receiver and arguments': {
    run(manager, note) {
      const emitter = new EventEmitter();
      emitter.on('before', () => note('added before'));
      note('same', manager.bind(a, emitter) === emitter);
      for (const add of kAdders) {
        const listener = function (this: unknown, ...args: unknown[]) {
          note(add, this === emitter, args);
        };
        note('chains', emitter[add](add, listener) === emitter);
      }
      manager.with(b, () => {
        for (const add of kAdders) note('heard', emitter.emit(add, 1, 2), emitter.emit(add, 3));
        emitter.emit('before');
      });
    },
    expected: [
      'same: root true',
      ...Array<string>(5).fill('chains: root true'),
      'on: a true 1,2',
      'on: a true 3',
      'heard: b true true',
      'addListener: a true 1,2',
      'addListener: a true 3',
      'heard: b true true',
      'once: a true 1,2',
      'heard: b true false',
      'prependListener: a true 1,2',
      'prependListener: a true 3',
      'heard: b true true',
      'prependOnceListener: a true 1,2',
      'heard: b true false',
      'added before: b',
    ],
  },
  'order of prepended listeners': {
    run(manager, note) {
      const emitter = manager.bind(a, new EventEmitter());
      emitter.on('e', () => note('on'));
      emitter.prependListener('e', () => note('prepended'));
      emitter.prependOnceListener('e', () => note('prepended once'));
      emitter.emit('e');
      emitter.emit('e');
    },
    expected: ['prepended once: a', 'prepended: a', 'on: a', 'prepended: a', 'on: a'],
  },
  'off and removeListener take the original listener': {
    run(manager, note) {
      const emitter = manager.bind(a, new EventEmitter());
      for (const remove of ['off', 'removeListener'] as const) {
        for (const add of kAdders) {
          const listener = () => note('not removed');
          emitter[add]('e', listener);
          const before = emitter.listenerCount('e');
          note('chains', emitter[remove]('e', listener) === emitter);
          note(`${add} ${remove}`, before, emitter.listenerCount('e'), emitter.emit('e'));
        }
      }
    },
    expected: ['off', 'removeListener'].flatMap((remove) =>
      kAdders.flatMap((add) => ['chains: root true', `${add} ${remove}: root 1 0 false`]),
    ),
  },
  'off of a listener that was added before binding, or never': {
    run(manager, note) {
      const emitter = new EventEmitter();
      const raw = () => note('raw');
      emitter.on('first', raw);
      manager.bind(a, emitter);
      emitter.on('second', raw);
      emitter
        .off('third', raw)
        .off('first', raw)
        .off('second', () => undefined);
      note('counts', emitter.listenerCount('first'), emitter.listenerCount('second'));
      emitter.emit('second');
    },
    expected: ['counts: root 0 1', 'raw: a'],
  },
  'removeAllListeners, of one event and of all': {
    run(manager, note) {
      const emitter = manager.bind(a, new EventEmitter());
      const listener = () => note('heard');
      const add = () => emitter.on('one', listener).once('one', listener).on('two', listener);
      const counts = () => `${emitter.listenerCount('one')} ${emitter.listenerCount('two')}`;
      add().removeAllListeners('one');
      note('one', counts());
      add().removeAllListeners();
      note('all', counts());
      emitter.removeAllListeners('never added');
      add().off('two', listener);
      note('off after', counts());
      emitter.on('removeListener', (event) => note('removed', event));
      emitter.removeAllListeners();
      note('with a removeListener listener', counts());
    },
    expected: [
      'one: root 0 1',
      'all: root 0 0',
      'off after: root 2 0',
      'removed: a one',
      'removed: a one',
      'with a removeListener listener: root 0 0',
    ],
  },
  'binding twice changes nothing': {
    run(manager, note) {
      const emitter = new EventEmitter();
      manager.bind(a, emitter);
      const { on, off } = emitter;
      manager.bind(b, emitter);
      emitter.on('e', () => note('call'));
      emitter.emit('e');
      note('same methods', emitter.on === on, emitter.off === off);
    },
    expected: ['call: a', 'same methods: root true true'],
  },
  'symbols, numbers and names of Object.prototype are events like others': {
    run(manager, note) {
      const emitter = manager.bind(a, new EventEmitter());
      for (const event of [Symbol('s'), 1 as unknown as string, 'toString', '__proto__']) {
        const listener = () => note('call', event);
        emitter.on(event, listener);
        emitter.emit(event);
        emitter.off(event, listener);
        note('left', emitter.listenerCount(event));
      }
    },
    expected: [
      'call: a Symbol(s)',
      'left: root 0',
      'call: a 1',
      'left: root 0',
      'call: a toString',
      'left: root 0',
      'call: a __proto__',
      'left: root 0',
    ],
  },
  'own and inherited methods of a subclass are used': {
    run(manager, note) {
      class Loud extends EventEmitter {
        override on(event: string, listener: () => void): this {
          note('Loud.on');
          return super.on(event, listener);
        }
      }
      const emitter = new Loud();
      const own = function (this: Loud, event: string | symbol, listener: () => void) {
        note('own off');
        return EventEmitter.prototype.off.call(this, event, listener) as Loud;
      };
      emitter.off = own as never;
      manager.bind(a, emitter);
      const listener = () => note('call');
      emitter.on('e', listener);
      emitter.once('e', () => note('once'));
      emitter.emit('e');
      emitter.off('e', listener);
      note('left', emitter.listenerCount('e'));
    },
    expected: [
      'Loud.on: root',
      'Loud.on: root',
      'call: a',
      'once: a',
      'own off: root',
      'left: root 0',
    ],
  },
  'the same own properties are visible': {
    run(manager, note) {
      note(
        'keys',
        Object.keys(manager.bind(a, new EventEmitter())).filter((key) => !key.startsWith('_')),
      );
    },
    expected: [
      'keys: root addListener,on,once,prependListener,prependOnceListener,removeListener,off,removeAllListeners',
    ],
  },
  'events.once and streams': {
    async run(manager, note) {
      const stream = manager.bind(a, new PassThrough());
      const chunks: string[] = [];
      const ended = once(stream, 'end');
      stream.on('data', (chunk: Buffer) => (note('data'), chunks.push(chunk.toString())));
      stream.on('end', () => note('end'));
      stream.end('text');
      await ended;
      note('chunks', chunks);
    },
    expected: ['data: a', 'end: a', 'chunks: root text'],
  },
  'an emitter that inherits from a bound one': {
    run(manager, note) {
      const base = manager.bind(a, new EventEmitter());
      const derived = Object.create(base) as EventEmitter;
      const listener = () => note('call');
      derived.on('e', listener);
      derived.emit('e');
      derived.off('e', listener);
      note('left', derived.listenerCount('e'));
    },
    expected: ['call: a', 'left: root 0'],
  },
  'a listener that is no function is refused': {
    run(manager, note) {
      const emitter = manager.bind(a, new EventEmitter());
      for (const listener of [undefined, null, 1]) {
        try {
          emitter.on('e', listener as never);
        } catch (error) {
          note('refused', (error as Error).name);
        }
      }
      emitter.on('e', () => note('call'));
      emitter.emit('e');
    },
    expected: [...Array<string>(3).fill('refused: root TypeError'), 'call: a'],
  },
};
