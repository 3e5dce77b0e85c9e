import type { ServerResponse } from 'node:http';

export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  readonly body: Buffer;
}

/** An empty body is a valid, empty `ExportTraceServiceResponse`. */
export const accepted: Answer = {
  status: 200,
  contentType: 'application/x-protobuf',
  retryAfter: undefined,
  body: Buffer.alloc(0),
};

export function textAnswer(status: number, message: string): Answer {
  return { ...accepted, status, contentType: 'text/plain', body: Buffer.from(message) };
}

/** Bytes become `{"base64": "…"}`. */
export function jsonAnswer(value: unknown): Answer {
  const body = JSON.stringify(value, function (this: Record<string, unknown>, key, encoded) {
    // `this[key]`: Buffer has a toJSON of its own, which has run on `encoded` already.
    const original = this[key];
    if (!(original instanceof Uint8Array)) return encoded as unknown;
    return { base64: Buffer.from(original).toString('base64') };
  });
  return { ...accepted, contentType: 'application/json', body: Buffer.from(body) };
}

export function reply(response: ServerResponse, answer: Answer): void {
  response.writeHead(answer.status, {
    'content-type': answer.contentType,
    'content-length': answer.body.length,
    // What is left of the body is not read.
    ...(answer.status === 413 && { connection: 'close' }),
    ...(answer.retryAfter !== undefined && { 'retry-after': answer.retryAfter }),
  });
  response.end(answer.body);
}
