import { runProgram } from './support';

const kAnswers = [200, 'hello', 417];

test.each(['tracer', 'startSpan', 'span', 'meter', 'propagator'])(
  'requests are answered although hooks, the logger and the %s throw',
  async (part) => {
    expect(await runProgram('hostile.mjs', part)).toEqual(kAnswers);
  },
);

test('requests are answered although async hooks reject', async () => {
  expect(await runProgram('hostile.mjs', 'async hooks')).toEqual(kAnswers);
});
