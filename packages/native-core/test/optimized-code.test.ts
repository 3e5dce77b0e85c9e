import { runProgram } from './support/run-child';

/** Of the code that V8 drops as the objects that it was made for are gone, the names of these functions. */
const kWatched = /(sumOf|setAttribute|addEvent|hasTextName|push)>.*reason: .*weak objects/;

test('code for spans stays through full collections at moments without spans', async () => {
  const nodeOptions = ['--expose-gc', '--trace-deopt'];
  const { code, stdout } = await runProgram('optimized-code.mjs', { nodeOptions });
  expect(code).toBe(0);
  const lines = stdout.split('\nwarm\n')[1]!.split('\n');
  const dropped = new Set(lines.flatMap((line) => kWatched.exec(line)?.[1] ?? []));
  // That of the program's own class shows that V8 drops such code at all.
  expect([...dropped]).toEqual(['sumOf']);
});
