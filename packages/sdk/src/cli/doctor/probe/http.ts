import http from 'node:http';
import https from 'node:https';
import { gzipSync } from 'node:zlib';
import { statusText, timed, type Answer, type ProbeTarget } from './answer.ts';

/** Bytes read from an answer. */
const kMaxAnswerBytes = 4_096;

/** Body and headers of an HTTP request. */
export interface HttpContent {
  readonly type: string;
  readonly body: string;
  readonly isCompressed: boolean;
  /** The path of a request over a Unix socket: the URL holds the path of the socket only. */
  readonly socketRequestPath: string;
}

/** Sends one request the same way as an exporter and returns the answer. Never rejects. */
export function probeHttp(target: ProbeTarget, content: HttpContent): Promise<Answer> {
  return timed(target.timeoutMillis, async (signal) => {
    const response = await post(target, content, signal);
    const { statusCode = 0, statusMessage = '' } = response;
    const isOk = statusCode >= 200 && statusCode < 300;
    // The body of an accepted request is a protobuf message without text.
    const body = isOk ? '' : await textOf(response);
    response.destroy();
    return { isOk, text: statusText(statusCode, statusMessage, body) };
  });
}

function post(
  { url, headers, tls }: ProbeTarget,
  { type, body, isCompressed, socketRequestPath }: HttpContent,
  signal: AbortSignal,
): Promise<http.IncomingMessage> {
  const bytes = isCompressed ? gzipSync(body) : Buffer.from(body);
  const options: https.RequestOptions = {
    method: 'POST',
    agent: false,
    signal,
    headers: {
      ...headers,
      'content-type': type,
      'content-length': bytes.length,
      ...(isCompressed && { 'content-encoding': 'gzip' }),
    },
  };
  return new Promise((resolve, reject) => {
    const request = requestTo(new URL(url), options, tls, socketRequestPath);
    request.on('response', resolve).on('error', reject).end(bytes);
  });
}

function requestTo(
  url: URL,
  options: http.RequestOptions,
  tls: ProbeTarget['tls'],
  socketRequestPath: string,
): http.ClientRequest {
  switch (url.protocol) {
    case 'unix:': {
      const socketPath = decodeURIComponent(url.pathname);
      return http.request({ ...options, socketPath, path: socketRequestPath });
    }
    case 'https:':
      return https.request(url, { ...options, ...tls });
    default:
      return http.request(url, options);
  }
}

async function textOf(response: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > kMaxAnswerBytes) break;
    }
  } catch {
    // The status has arrived; the missing rest of the text does not matter.
  }
  return Buffer.concat(chunks).toString('utf8');
}
