import type { Socket } from 'node:net';

/** A request as undici publishes it. */
export interface UndiciRequest {
  /** Scheme and authority, for example `http://localhost:8080`. */
  origin: string;
  method: string;
  /** With the query. */
  path: string;
  /** Lines `name: value\r\n` in undici 5; names and values in turn from undici 6 on. */
  headers: string | (string | string[])[];
  /** Adds a header that is sent. */
  addHeader(name: string, value: string): void;
  throwOnError: boolean;
  completed: boolean;
  aborted: boolean;
  idempotent: boolean;
  contentLength: number | null;
  contentType: string | null;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- as hooks written for the official package expect it
  body: any;
}

/** A response as undici publishes it: names and values of its headers in turn. */
export interface UndiciResponse {
  headers: Buffer[];
  statusCode: number;
  statusText: string;
}

/** Message of `undici:request:create`. */
export interface RequestMessage {
  readonly request: UndiciRequest;
}

/** Message of `undici:client:sendHeaders`. */
export interface SendHeadersMessage extends RequestMessage {
  readonly socket: Socket & { readonly alpnProtocol?: string | false | null };
}

/** Message of `undici:request:headers`. */
export interface ResponseMessage extends RequestMessage {
  readonly response: UndiciResponse;
}

/** Message of `undici:request:error`. */
export interface ErrorMessage extends RequestMessage {
  readonly error: unknown;
}
