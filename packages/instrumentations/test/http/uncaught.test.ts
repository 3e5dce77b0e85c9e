import { runProgram } from '../support';

test('a handler that throws leaves a span with its error', async () => {
  const [span] =
    await runProgram<{ status: object; attributes: object; events: object[] }[]>('uncaught.mjs');
  expect(span!.status).toEqual({ code: 2, message: 'thrown in GET' });
  expect(span!.attributes).toMatchObject({ 'error.type': 'RangeError' });
  expect(span!.events).toHaveLength(1);
});
