import { runProgram } from './support/run-child';

// A part of a string is a view into it, which keeps all of it alive: what outlives its span must be a copy.

test.each([
  'values',
  'values that repeat',
  'names',
  'keys',
  'names of events',
  'status messages',
  'scopes',
  'series',
  'meters',
  'instruments',
])('short parts of large texts do not keep these: %s', async (place) => {
  const nodeOptions = ['--max-old-space-size=32'];
  const child = await runProgram('parts-of-large-texts.mjs', {
    nodeOptions,
    environment: { PLACE: place },
  });
  expect(child).toMatchObject({ code: 0, signal: null });
});
