import { NativeContextManager } from '@otel-native/context-native';
import { EventEmitter } from 'node:events';
import { Recorder, named } from './recorder';

const manager = new NativeContextManager();

test('bound emitters share their methods', () => {
  const one = manager.bind(named('a'), new EventEmitter());
  const two = manager.bind(named('b'), new EventEmitter());
  expect(one.on).toBe(two.on);
  const methods = Object.keys(one).filter((name) => !name.startsWith('_'));
  expect(methods).toHaveLength(8);
  for (const name of methods as (keyof EventEmitter)[]) expect(one[name]).toBe(two[name]);
});

test('two managers bind one emitter: the one that bound last is inside', () => {
  const other = new NativeContextManager();
  const emitter = new EventEmitter();
  manager.bind(named('a'), emitter);
  other.bind(named('b'), emitter);
  const seen = [new Recorder(manager), new Recorder(other)] as const;
  const listener = () => seen.forEach(({ note }) => note('call'));
  emitter.on('e', listener);
  emitter.emit('e');
  expect(seen.map(({ lines }) => lines)).toEqual([['call: a'], ['call: b']]);
  emitter.off('e', listener);
  expect(emitter.listenerCount('e')).toBe(0);
});

test('a listener that was added twice can be removed twice', () => {
  const emitter = manager.bind(named('a'), new EventEmitter());
  const listener = () => undefined;
  emitter.on('e', listener).on('e', listener).off('e', listener).off('e', listener);
  expect(emitter.listenerCount('e')).toBe(0);
});

test('a prototype that is patched between two bindings is respected', () => {
  class Patched extends EventEmitter {}
  manager.bind(named('a'), new Patched());
  const patch = jest.fn(EventEmitter.prototype.on);
  Patched.prototype.on = patch as never;
  manager.bind(named('a'), new Patched()).on('e', () => undefined);
  expect(patch).toHaveBeenCalledTimes(1);
});

test('a method that is lent to an unbound emitter works as that of EventEmitter', () => {
  const { on } = manager.bind(named('a'), new EventEmitter());
  const unbound = new EventEmitter();
  const recorder = new Recorder(manager);
  on.call(unbound, 'e', () => recorder.note('call'));
  unbound.emit('e');
  expect(recorder.lines).toEqual(['call: root']);
});

test('the manager says how it works', () => {
  expect(manager.mode).toBe('async-local-storage');
});
