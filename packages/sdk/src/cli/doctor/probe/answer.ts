/** A receiver's answer to an empty request. */
export interface Answer {
  readonly isOk: boolean;
  /** The status with its text, or why there was no answer. */
  readonly text: string;
  readonly millis: number;
}

/** Where and how to send a request. */
export interface ProbeTarget {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMillis: number;
  readonly tls: { ca?: Buffer | undefined; cert?: Buffer | undefined; key?: Buffer | undefined };
}

/** Characters of an answer that are shown. */
const kMaxTextLength = 200;

const kAdvice: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens there',
  ENOENT: 'there is no such socket',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name of the host cannot be looked up',
  ECONNRESET: 'the connection was closed before an answer',
  EACCES: 'this user may not connect to it',
};

const kAdviceOfStatus: Readonly<Record<number, string>> = {
  401: 'check OTEL_EXPORTER_OTLP_HEADERS',
  403: 'check OTEL_EXPORTER_OTLP_HEADERS',
  404: 'check the path of the endpoint',
  405: 'check the path of the endpoint',
  415: 'check OTEL_EXPORTER_OTLP_PROTOCOL',
};

/** Runs a probe with a deadline and measures it. `send` resolves with the answer or rejects. */
export async function timed(
  timeoutMillis: number,
  send: (signal: AbortSignal) => Promise<Omit<Answer, 'millis'>>,
): Promise<Answer> {
  const begin = performance.now();
  const signal = AbortSignal.timeout(timeoutMillis);
  const millisSince = () => Math.round(performance.now() - begin);
  try {
    return { ...(await send(signal)), millis: millisSince() };
  } catch (error) {
    const text = signal.aborted ? `no answer within ${timeoutMillis} ms` : reasonOf(error);
    return { isOk: false, text, millis: millisSince() };
  }
}

/** `404 Not Found: …` and how to fix it. */
export function statusText(status: number, reason: string, body: string): string {
  const line = oneLine(body);
  const parts = [`${status} ${reason}`.trim(), line, kAdviceOfStatus[status] ?? ''];
  return parts.filter((part) => part !== '').join(': ');
}

/** Cuts foreign text and removes control characters, which could steer a terminal. */
export function oneLine(text: string): string {
  return text
    .slice(0, kMaxTextLength)
    .replace(/[^\p{L}\p{N}\p{P}\p{S} ]+/gu, ' ')
    .trim();
}

function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0]);
  const { code = '', message } = error as NodeJS.ErrnoException;
  if (code.startsWith('HPE_')) {
    return `${code}: the answer is not HTTP/1.1. Port 4317 usually speaks gRPC: use 4318, or OTEL_EXPORTER_OTLP_PROTOCOL=grpc`;
  }
  const advice = kAdvice[code];
  return advice === undefined ? oneLine(message) : `${code}: ${advice}`;
}
