import { runProgram } from './support';

interface Printed {
  warnings: string[];
  spans: string[];
  points: number[];
}

const official = '@opentelemetry/instrumentation-';
const ours = '@otel-native/instrumentations/';
/** Two requests and two fetches: each has a client span, and the server one for each. */
const spansOf = (scope: string) => [
  ...Array.from({ length: 4 }, () => `${scope}http 1`),
  ...Array.from({ length: 2 }, () => `${scope}http 2`),
  ...Array.from({ length: 2 }, () => `${scope}undici 2`),
];

test.each(['official first', 'ours first'])(
  'ours steps back while the official instrumentation is active: %s',
  async (order) => {
    const { warnings, spans } = await runProgram<Printed>('both.mjs', order);
    expect(spans.toSorted()).toEqual(spansOf(official));
    expect(warnings.toSorted()).toEqual([
      `${ours}http: ${official}http is active for clients: it records, and this one not`,
      `${ours}http: ${official}http is active for servers: it records, and this one not`,
      `${ours}undici: ${official}undici is active: it records, and this one not`,
    ]);
  },
);

test('two instances of ours record once', async () => {
  const { warnings, spans, points } = await runProgram<Printed>('both.mjs', 'twice');
  expect(spans.toSorted()).toEqual(spansOf(ours));
  expect(points.reduce((sum, count) => sum + count)).toBe(spans.length);
  expect(warnings).toEqual([]);
});
