import { runProgram } from './support';

test.each(['tracer', 'startSpan', 'span', 'meter', 'propagator'])(
  'requests are answered although hooks, the logger and the %s throw',
  async (part) => {
    expect(await runProgram('hostile.mjs', part)).toEqual([200, 'hello', 417]);
  },
);
