import { named } from '../recorder';
import type { Scenario } from './scenario';

const a = named('a');
const b = named('b');

export const attachments: Record<string, Scenario> = {
  'attach nested, disposed in order': {
    run(manager, note) {
      manager.with(named('around'), () => {
        const first = manager.attach!(a);
        note('first');
        const second = manager.attach!(b);
        note('second');
        second.dispose();
        note('second disposed');
        first.dispose();
        note('first disposed');
      });
      note('after');
    },
    expected: [
      'first: a',
      'second: b',
      'second disposed: a',
      'first disposed: around',
      'after: root',
    ],
  },
  'attach disposed out of order and twice': {
    run(manager, note) {
      manager.with(named('around'), () => {
        const first = manager.attach!(a);
        const second = manager.attach!(b);
        first.dispose();
        note('first disposed');
        first.dispose();
        note('first disposed twice');
        second.dispose();
        note('second disposed');
        second.dispose();
        first.dispose();
        note('all disposed twice');
      });
    },
    expected: [
      'first disposed: around',
      'first disposed twice: around',
      'second disposed: a',
      'all disposed twice: a',
    ],
  },
  'what is attached follows asynchronous work and ends with the call around it': {
    async run(manager, note) {
      let later: Promise<void> | undefined;
      manager.with(a, () => {
        const token = manager.attach!(b);
        later = new Promise((resolve) => setImmediate(() => (note('later'), resolve())));
        token.dispose();
        note('disposed');
        manager.attach!(b);
      });
      note('after');
      await later;
    },
    expected: ['disposed: a', 'after: root', 'later: b'],
  },
};
