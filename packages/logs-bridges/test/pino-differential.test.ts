import * as fc from 'fast-check';
import { inOrder } from './differential/in-order.ts';
import { pinoPrograms } from './differential/pino-programs.ts';
import { Player } from './differential/player.ts';
import { kPrograms, kTimeoutMillis, programsSetting } from './differential/programs-setting.ts';

const official = new Player('pino', 'official');
const native = new Player('pino', 'native');

afterAll(() => {
  official.stop();
  native.stop();
});

test(
  'random programs log the same through the official instrumentation and SDK',
  async () => {
    let records = 0;
    let spans = 0;
    await fc.assert(
      fc.asyncProperty(pinoPrograms, async (program) => {
        const [theirs, ours] = await Promise.all([official.play(program), native.play(program)]);
        expect(inOrder(ours)).toStrictEqual(inOrder(theirs));
        records += ours.records.length;
        spans += ours.records.filter(({ spanId }) => spanId !== '').length;
      }),
      programsSetting,
    );
    // Most programs log, in a span or not.
    expect(records).toBeGreaterThan(kPrograms / 2);
    expect(spans).toBeGreaterThan(records / 4);
  },
  kTimeoutMillis,
);
