import { named } from '../recorder';
import type { Scenario } from './scenario';

const a = named('a');
const b = named('b');

export const functions: Record<string, Scenario> = {
  'a bound function runs in its context, with its receiver, arguments and length': {
    run(manager, note) {
      const target = function (this: unknown, first: number, second: number) {
        note('call', this, first, second, arguments.length);
        return first + second;
      };
      const bound = manager.bind(a, target);
      note(
        'length',
        bound.length,
        JSON.stringify(Object.getOwnPropertyDescriptor(bound, 'length')),
      );
      note(
        'result',
        manager.with(b, () => bound.call('receiver', 1, 2)),
      );
      note('own function', bound !== target);
    },
    expected: [
      'length: root 2 {"value":2,"writable":false,"enumerable":false,"configurable":true}',
      'call: a receiver 1 2 2',
      'result: root 3',
      'own function: root true',
    ],
  },
  'a function bound twice runs in the context that was bound first': {
    run(manager, note) {
      manager.bind(
        b,
        manager.bind(a, () => note('call')),
      )();
    },
    expected: ['call: a'],
  },
  'what is neither function nor emitter is returned': {
    run(manager, note) {
      const target = { on: () => undefined };
      note(
        'same',
        [target, 1, 'x', null, undefined].every((value) => manager.bind(a, value) === value),
      );
    },
    expected: ['same: root true'],
  },
  'a throw comes out of a bound function': {
    run(manager, note) {
      const bound = manager.bind(a, () => {
        throw new Error('thrown');
      });
      try {
        bound();
      } catch (error) {
        note('caught', error);
      }
    },
    expected: ['caught: root Error: thrown'],
  },
};
