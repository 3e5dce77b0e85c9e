import { expectSame } from '../support';

/** Each option of the official instrumentation, as its documentation lists them. */
const options: Record<string, Record<string, unknown>> = {
  'no option': {},
  'ignoreRequestHook returns true': { ignoreRequestHook: 'hook:ignore /status' },
  'ignoreRequestHook returns false': { ignoreRequestHook: 'hook:ignore nothing' },
  'ignoreRequestHook throws': { ignoreRequestHook: 'hook:throws' },
  requestHook: { requestHook: 'hook:set hook.request' },
  'requestHook throws': { requestHook: 'hook:throws' },
  responseHook: { responseHook: 'hook:set hook.response' },
  'responseHook sets what the response sets': { responseHook: 'hook:set status' },
  'responseHook throws': { responseHook: 'hook:throws' },
  startSpanHook: { startSpanHook: 'hook:start with attributes' },
  'startSpanHook returns nothing': { startSpanHook: 'hook:start with nothing' },
  'startSpanHook throws': { startSpanHook: 'hook:throws' },
  requireParentforSpans: { requireParentforSpans: true },
  'headersToSpanAttributes.requestHeaders': {
    headersToSpanAttributes: { requestHeaders: ['X-Step', 'accept', 'x-missing'] },
  },
  'headersToSpanAttributes.responseHeaders': {
    headersToSpanAttributes: { responseHeaders: ['X-Answer', 'content-type', 'x-missing'] },
  },
};

const steps = [
  { name: 'good', way: 'fetch', method: 'GET', path: '/status/200?a=1' },
  { name: 'bad', way: 'fetch', method: 'POST', path: '/status/500', body: 'x' },
  {
    name: 'echo',
    way: 'request',
    method: 'POST',
    path: '/echo',
    body: 'x',
    headers: { Accept: 'a' },
  },
  { name: 'alone', way: 'fetch', method: 'GET', path: '/echo?q', isWithoutParent: true },
];

test.each(['async-local-storage', 'native'])('every option does the same (%s)', async (manager) => {
  const programs = Object.values(options).map((config) => ({
    config,
    groups: steps.map((step) => [step]),
  }));
  const recorded = await expectSame('undici', manager, programs);
  expect(recorded[0]!.spans).toHaveLength(steps.length);
});
