import { runProgram } from '../support';

interface Printed {
  isLoadedByUs: boolean;
  seen: unknown[];
}

test.each(['require', 'https', 'import', 'module'])(
  '%s: HTTP is not loaded by the instrumentation, and the first request has the options of the application',
  async (way) => {
    expect(await runProgram<Printed>('http-load.mjs', way)).toEqual({
      isLoadedByUs: false,
      seen: [{ marker: 'mine', port: 1 }],
    });
  },
);

test('nothing is patched when HTTP is loaded after disable()', async () => {
  const { seen } = await runProgram<Printed>('http-load.mjs', 'require', 'disabled');
  expect(seen).toEqual([]);
});
