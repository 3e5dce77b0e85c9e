import { runProgram } from '../support';

test('secrets are redacted in paths of which no URL can be made', async () => {
  expect(await runProgram('secret-path.mjs')).toEqual([
    'http://localhost:1http://[?sig=REDACTED',
    'http://localhost:1//[?sig=REDACTED',
    'http://localhost:1//a%20b/c?x=1&sig=REDACTED',
  ]);
});
