import type { Shortcoming } from '../shortcomings.ts';
import { kTransports } from '../transport.ts';

/** What `https:` lacks while Node's own network stack carries it. */
const overTls = (rest: Pick<Shortcoming, 'of' | 'problem' | 'why' | 'sometimes'>): Shortcoming => ({
  needs: 'tls',
  over: ['tls'],
  ...rest,
});

const kOneRequest: readonly Shortcoming[] = [
  {
    needs: 'parallel',
    over: kTransports,
    of: /1\.5 s a request/,
    problem: /batches took/,
    why: 'one request of a pipeline is in flight',
  },
  {
    needs: 'independent',
    over: ['tcp', 'unix'],
    of: /hung receiver beside/,
    problem: /delays the other by/,
    why: 'one thread sends one request at a time',
  },
];

/** What the engine is known to make of some faults. */
export const kKnownFaults: readonly Shortcoming[] = [
  ...kOneRequest,
  overTls({
    of: /poison/,
    problem: /spans dropped by shutdown|were exported, not all|the others took|not name the span/,
    why: 'a sink cannot report that an answer was lost',
  }),
  overTls({
    of: /413, then halves/,
    problem: /spans dropped by exportFailed|0 lost, but|are said to be exported/,
    why: 'a sink cannot report that a request is too large',
    // Metrics may meet it instead of spans.
    sometimes: true,
  }),
  overTls({
    of: /1\.5 s a request/,
    problem: /batches took/,
    why: 'a sink receives one batch at a time',
  }),
  overTls({
    of: /(?:)/,
    problem: /points dropped by (exportFailed|shutdown)/,
    why: 'a collection that the event loop has not sent within its interval is lost',
    sometimes: true,
  }),
  overTls({
    of: /(?:)/,
    problem: /without a pause between them/,
    why: 'once the event loop has ended, native threads ask for it again and again',
    sometimes: true,
  }),
  overTls({
    of: /client certificate missing|only TLS 1\.0|no TLS at all/,
    problem: /stderr does not name/,
    why: 'Node calls it an error of the connection, and the process ends before that is reported',
    sometimes: true,
  }),
  overTls({
    of: /ends by process\.exit|^exit: server well/,
    problem: /spans dropped by shutdown|\d+ lost, but|are said to be exported/,
    why: 'process.exit() leaves no event loop that could send',
    // A machine with nothing else to do has sent all before.
    sometimes: true,
  }),
  overTls({
    of: /garbage instead of HTTP|endless header fields|any of them at random/,
    problem: /spans dropped by exportFailed|0 lost, but|are said to be exported/,
    why: "an answer that Node's parser refuses is final",
    // Metrics may meet it instead of spans.
    sometimes: true,
  }),
  overTls({
    of: /accepted, body is garbage/,
    problem: /spans dropped by exportFailed|0 lost, but|are said to be exported/,
    why: 'bytes that follow an answer with 200 count as a refusal',
    sometimes: true,
  }),
  overTls({
    of: /hung receiver beside/,
    problem: /delays the other by/,
    why: 'connections are made on the event loop',
    sometimes: true,
  }),
  overTls({
    of: /moves from 127\.0\.0\.1/,
    problem: /spans dropped by shutdown/,
    why: 'Node asks the machine alone what localhost is',
    // There are machines that say ::1.
    sometimes: true,
  }),
  {
    needs: 'reloads',
    over: ['tls'],
    of: /replaced while running: (the trusted|client)/,
    problem: /spans dropped by (exportFailed|shutdown)/,
    why: 'files of certificates and keys are read once',
  },
];
