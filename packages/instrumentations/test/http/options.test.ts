import { expectSame } from '../support';

const headers = {
  requestHeaders: ['X-Step', 'accept', 'x-missing'],
  responseHeaders: ['X-Answer', 'content-type', 'x-number', 'x-missing'],
};

/** Each option of the official instrumentation, as its documentation lists them. */
const options: Record<string, Record<string, unknown>> = {
  'no option': {},
  'ignoreIncomingRequestHook returns true': { ignoreIncomingRequestHook: 'hook:ignore /status' },
  'ignoreIncomingRequestHook returns false': { ignoreIncomingRequestHook: 'hook:ignore nothing' },
  'ignoreIncomingRequestHook throws': { ignoreIncomingRequestHook: 'hook:throws' },
  'ignoreOutgoingRequestHook returns true': { ignoreOutgoingRequestHook: 'hook:ignore /status' },
  'ignoreOutgoingRequestHook returns false': { ignoreOutgoingRequestHook: 'hook:ignore nothing' },
  'ignoreOutgoingRequestHook throws': { ignoreOutgoingRequestHook: 'hook:throws' },
  disableIncomingRequestInstrumentation: { disableIncomingRequestInstrumentation: true },
  disableOutgoingRequestInstrumentation: { disableOutgoingRequestInstrumentation: true },
  applyCustomAttributesOnSpan: { applyCustomAttributesOnSpan: 'hook:apply attribute' },
  'applyCustomAttributesOnSpan throws': { applyCustomAttributesOnSpan: 'hook:throws' },
  requestHook: { requestHook: 'hook:set hook.request' },
  'requestHook throws': { requestHook: 'hook:throws' },
  responseHook: { responseHook: 'hook:set hook.response' },
  'responseHook sets what the response sets': { responseHook: 'hook:set status' },
  'responseHook throws': { responseHook: 'hook:throws' },
  startIncomingSpanHook: { startIncomingSpanHook: 'hook:start with attributes' },
  'startIncomingSpanHook returns nothing': { startIncomingSpanHook: 'hook:start with nothing' },
  'startIncomingSpanHook throws': { startIncomingSpanHook: 'hook:throws' },
  startOutgoingSpanHook: { startOutgoingSpanHook: 'hook:start with attributes' },
  'startOutgoingSpanHook returns nothing': { startOutgoingSpanHook: 'hook:start with nothing' },
  'startOutgoingSpanHook throws': { startOutgoingSpanHook: 'hook:throws' },
  requireParentforOutgoingSpans: { requireParentforOutgoingSpans: true },
  requireParentforIncomingSpans: { requireParentforIncomingSpans: true },
  'headersToSpanAttributes.client': { headersToSpanAttributes: { client: headers } },
  'headersToSpanAttributes.server': { headersToSpanAttributes: { server: headers } },
  enableSyntheticSourceDetection: { enableSyntheticSourceDetection: true },
  redactedQueryParams: { redactedQueryParams: ['a', 'secret.key'] },
  redactedQueryParamsServer: { redactedQueryParamsServer: ['a', 'secret.key'] },
  'redactedQueryParams are none': { redactedQueryParams: [], redactedQueryParamsServer: [] },
};

const steps = [
  { name: 'good', way: 'options', method: 'GET', path: '/status/200?a=1&sig=2&secret.key=3&A=4' },
  { name: 'bad', way: 'text', method: 'POST', path: '/status/500', body: 'x' },
  { name: 'missing', way: 'url', path: '/status/404?X-Amz-Signature=%20a&b', isGet: true },
  {
    name: 'bot',
    way: 'hostname',
    path: '/turns',
    headers: { 'user-agent': 'GoogleBot/2', accept: ['a', 'b'] },
  },
  { name: 'test', way: 'text', path: '/echo', headers: { 'user-agent': 'I am AlwaysOn' } },
  { name: 'alone', way: 'text', path: '/echo?q', isWithoutParent: true },
];

test.each(['async-local-storage', 'native'])('every option does the same (%s)', async (manager) => {
  const programs = Object.values(options).map((config) => ({
    config,
    groups: steps.map((step) => [step]),
  }));
  const recorded = await expectSame('http', manager, programs);
  expect(recorded[0]!.spans).toHaveLength(2 * steps.length);
});
