import http2 from 'node:http2';
import { connect } from 'node:net';
import { oneLine, timed, type Answer, type ProbeTarget } from './answer.ts';

/** An uncompressed gRPC message of zero bytes: only its prefix. */
const kEmptyMessage = Buffer.alloc(5);
const kStatusNames: Readonly<Record<string, string>> = {
  '0': 'OK',
  '4': 'DEADLINE_EXCEEDED',
  '7': 'PERMISSION_DENIED: check OTEL_EXPORTER_OTLP_HEADERS',
  '12': 'UNIMPLEMENTED: this is no receiver of OTLP',
  '13': 'INTERNAL',
  '14': 'UNAVAILABLE',
  '16': 'UNAUTHENTICATED: check OTEL_EXPORTER_OTLP_HEADERS',
};

/**
 * Calls `Export` of an OTLP service with an empty request and returns the answer. Never rejects. Speaks HTTP/2
 * directly, so that it works without the gRPC packages.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
 */
export function probeGrpc(target: ProbeTarget, service: string): Promise<Answer> {
  return timed(target.timeoutMillis, async (signal) => {
    const session = open(target);
    const abort = () => session.destroy(new Error('aborted'));
    signal.addEventListener('abort', abort);
    try {
      return answerOf(await call(session, target, `/${service}/Export`));
    } finally {
      signal.removeEventListener('abort', abort);
      session.destroy();
    }
  });
}

function open({ url, tls }: ProbeTarget): http2.ClientHttp2Session {
  const parsed = new URL(url);
  if (parsed.protocol !== 'unix:') return http2.connect(parsed, tls);
  const socketPath = decodeURIComponent(parsed.pathname);
  return http2.connect('http://localhost', { createConnection: () => connect(socketPath) });
}

function call(
  session: http2.ClientHttp2Session,
  { headers }: ProbeTarget,
  path: string,
): Promise<http2.IncomingHttpHeaders> {
  return new Promise((resolve, reject) => {
    let received: http2.IncomingHttpHeaders = {};
    session.on('error', reject);
    const stream = session.request({
      ...headers,
      ':method': 'POST',
      ':path': path,
      'content-type': 'application/grpc',
      te: 'trailers',
    });
    stream.on('response', (first) => (received = first));
    stream.on('trailers', (last) => (received = { ...received, ...last }));
    stream.on('error', reject);
    stream.on('close', () => resolve(received));
    stream.resume();
    stream.end(kEmptyMessage);
  });
}

function answerOf(headers: http2.IncomingHttpHeaders): Omit<Answer, 'millis'> {
  const status = headers['grpc-status'];
  if (typeof status !== 'string') {
    const code = headers[':status'];
    const text = code === undefined ? 'no answer' : `HTTP ${code}, which is no answer of gRPC`;
    return { isOk: false, text };
  }
  const message = oneLine(String(headers['grpc-message'] ?? ''));
  const name = kStatusNames[status] ?? `status ${status}`;
  return { isOk: status === '0', text: message === '' ? name : `${name}: ${message}` };
}
