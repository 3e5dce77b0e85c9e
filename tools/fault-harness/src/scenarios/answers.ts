import { impatientEnvironment, patientEnvironment } from '../environments.ts';
import type { Scenario } from '../scenario.ts';
import * as faults from '../server/faults.ts';
import type { Fault } from '../server/faults.ts';

/** The first requests meet these, all others are accepted. */
function script(...list: (Fault | (() => Fault))[]): Pick<Scenario, 'prepare' | 'mayDuplicate'> {
  return {
    prepare: (server) => void server.script.push(...list),
    mayDuplicate: list.some((one) => typeof one !== 'function' && one.mayDuplicate === true),
  };
}

/** What the server answers, or does instead. */
export const answers: readonly Scenario[] = [
  { name: 'no fault' },
  {
    name: 'no fault, compressed, ends by process.exit()',
    application: { ending: 'exit', textBytes: 3_000 },
    environment: (server) => ({
      ...patientEnvironment(server),
      OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip',
    }),
  },
  {
    name: 'answer: 429, 502, 503, 504, with workers',
    application: { workers: 2 },
    ...script(...[429, 502, 503].map((code) => faults.status(code))),
  },
  {
    name: 'answer: 504, 503 before the body is read',
    ...script(faults.status(504), faults.refuseEarly),
  },
  { name: 'answer: 429 with Retry-After in seconds', ...script(faults.retryAfter(1, 'seconds')) },
  { name: 'answer: 429 with Retry-After as a date', ...script(faults.retryAfter(2, 'date')) },
  {
    name: 'answer: 400, 500 are final',
    ...script(...[400, 500].map((code) => faults.status(code))),
    losesBy: ['exportFailed'],
  },
  { name: 'answer: 413, then halves', ...script(faults.status(413)) },
  {
    name: 'answer: partial success',
    ...script(faults.rejectSome(5), faults.rejectSome(7)),
    losesBy: ['rejected'],
  },
  { name: 'answer: garbage instead of HTTP', ...script(faults.garbage) },
  { name: 'answer: endless header fields', ...script(faults.hugeHead) },
  { name: 'answer: accepted, body of 20 MB', ...script(faults.hugeBody) },
  { name: 'answer: accepted, body breaks off', ...script(faults.truncatedBody) },
  { name: 'answer: accepted, body is garbage', ...script(faults.garbageBody) },
  { name: 'answer: drips', ...script(faults.dripAnswer, faults.dripAnswer) },
  {
    name: 'answer: drips for ever',
    ...script(faults.dripForEver),
    environment: impatientEnvironment,
    mayDuplicate: true,
  },
  {
    name: 'answer: none, for ever, with workers',
    application: { workers: 2 },
    ...script(faults.hang, faults.hang),
    environment: impatientEnvironment,
    mayDuplicate: true,
  },
  {
    name: 'read: slowly',
    ...script(faults.readSlowly, faults.readSlowly),
    application: { textBytes: 4_000 },
  },
  { name: 'connection: reset at once', ...script(faults.resetAtOnce, faults.resetAtOnce) },
  { name: 'connection: reset in the body', ...script(faults.resetInBody) },
  { name: 'connection: taken, then reset', ...script(faults.resetAfterBody) },
  { name: 'connection: closed unanswered', ...script(faults.closeUnanswered) },
  { name: 'connection: closed inside the status line', ...script(faults.closeInHead) },
  { name: 'connection: half-closed', ...script(faults.halfClose) },
  {
    name: 'connection: closed after every answer',
    prepare: (server) => void (server.afterwards = faults.acceptAndClose),
    // Over TLS, the answer may be lost with the connection: the request then comes again.
    mayDuplicate: true,
  },
];
