import * as fc from 'fast-check';
import { bunyanPrograms } from './differential/bunyan-programs.ts';
import { threwAtApplication } from './differential/differences.ts';
import { Player } from './differential/player.ts';
import { kTimeoutMillis, programsSetting } from './differential/programs-setting.ts';

const official = new Player('bunyan', 'official');
const native = new Player('bunyan', 'native');

afterAll(() => {
  official.stop();
  native.stop();
});

test(
  'random programs log the same through the official instrumentation and SDK',
  async () => {
    await fc.assert(
      fc.asyncProperty(bunyanPrograms, async (program) => {
        const [theirs, ours] = await Promise.all([official.play(program), native.play(program)]);
        if (!threwAtApplication(theirs, ours)) expect(ours).toStrictEqual(theirs);
      }),
      programsSetting,
    );
  },
  kTimeoutMillis,
);
