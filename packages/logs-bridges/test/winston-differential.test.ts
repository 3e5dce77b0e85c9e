import * as fc from 'fast-check';
import {
  threwAtApplication,
  withoutRecordsBehindLevels,
  withoutWrongExceptions,
} from './differential/differences.ts';
import { Player } from './differential/player.ts';
import { kTimeoutMillis, programsSetting } from './differential/programs-setting.ts';
import { winstonPrograms } from './differential/winston-programs.ts';

const official = new Player('winston', 'official');
const native = new Player('winston', 'native');

afterAll(() => {
  official.stop();
  native.stop();
});

test(
  'random programs log the same through the official instrumentation and SDK',
  async () => {
    await fc.assert(
      fc.asyncProperty(winstonPrograms, async (program) => {
        const outcomes = await Promise.all([official.play(program), native.play(program)]);
        const [theirs, ours] = outcomes.map((one) =>
          withoutRecordsBehindLevels(program, withoutWrongExceptions(program, one)),
        );
        if (!threwAtApplication(theirs!, ours!)) expect(ours).toStrictEqual(theirs);
      }),
      programsSetting,
    );
  },
  kTimeoutMillis,
);
