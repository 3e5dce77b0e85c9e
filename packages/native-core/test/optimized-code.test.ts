import { runProgram } from './support/run-child';

/** Of the code that V8 drops as the objects that it was made for are gone, the names of these functions. */
const kWatched = /(sumOf|setAttribute|addEvent|takeEvent|push)>.*reason: .*weak objects/;

/** The default of `--max-inlined-bytecode-size`. */
const kMaxInlinedBytes = 460;

test('code for spans stays through full collections at moments without spans', async () => {
  const nodeOptions = ['--expose-gc', '--trace-deopt'];
  const { code, stdout } = await runProgram('optimized-code.mjs', { nodeOptions });
  expect(code).toBe(0);
  const lines = stdout.split('\nwarm\n')[1]!.split('\n');
  const dropped = new Set(lines.flatMap((line) => kWatched.exec(line)?.[1] ?? []));
  // That of the program's own class shows that V8 drops such code at all.
  expect([...dropped]).toEqual(['sumOf']);
});

test('V8 can inline the start of a span', async () => {
  const nodeOptions = ['--expose-gc', '--print-bytecode', '--print-bytecode-filter=#start'];
  const { stdout } = await runProgram('optimized-code.mjs', { nodeOptions });
  const lengths = [...stdout.matchAll(/^Bytecode length: (\d+)/gm)].map(([, bytes]) =>
    Number(bytes),
  );
  expect(lengths.length).toBeGreaterThan(0);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(kMaxInlinedBytes);
});
