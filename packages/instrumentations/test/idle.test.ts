import { runProgram } from './support';

interface Printed {
  seen: { isTraced: boolean; isBound: boolean; listeners: number }[];
  spans: number;
  points: string[];
}

test('nothing is done to requests without an SDK, nor after disable(); suppressed ones are not measured', async () => {
  const { seen, spans, points } = await runProgram<Printed>('idle.mjs');
  const nothing = { isTraced: false, isBound: false, listeners: 0 };
  const recorded = { isTraced: true, isBound: true, listeners: 1 };
  // The server cannot know that tracing is suppressed where the request is made.
  const suppressed = { ...recorded, isTraced: false };
  const expected = [nothing, suppressed, recorded, nothing].flatMap((request) => [
    request,
    request,
  ]);
  expect(seen).toEqual(expected);
  expect(spans).toBe(6);
  expect(points).toEqual([
    'http.client.request.duration: 1',
    'http.client.request.duration: 1',
    'http.server.request.duration: 4',
  ]);
});
