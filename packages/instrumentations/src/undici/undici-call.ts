import type { Attributes, Span } from '@opentelemetry/api';
import type { RequestUrl } from './request-url';
import type { UndiciRequest } from './undici-messages';

/** Property of a request: the call of the instrumentation that records it. Shared by all copies of this package. */
const kCall = Symbol.for('@otel-native/instrumentations undici');

/** Attributes of a span that are those of the metric too. */
const kMetricAttributes = [
  'http.response.status_code',
  'http.request.method',
  'server.address',
  'server.port',
  'url.scheme',
  'error.type',
  'network.protocol.version',
];

/** The connection that a request was sent on. */
export interface Peer {
  readonly address: string | undefined;
  readonly port: number | undefined;
  readonly version: string;
}

/** One request on its way. */
export class UndiciCall {
  /** The instrumentation that began it: there may be two, which both hear of the request. */
  readonly owner: object;
  readonly span: Span;
  readonly startMillis: number;
  readonly #method: string;
  readonly #url: RequestUrl;
  /** What a hook of the application put in the place of attributes. */
  readonly #replaced: Attributes | undefined;
  /** Set when the request is sent. */
  peer: Peer | undefined = undefined;
  statusCode: number | undefined = undefined;
  errorType: string | undefined = undefined;

  constructor(
    owner: object,
    span: Span,
    startMillis: number,
    method: string,
    url: RequestUrl,
    replaced: Attributes | undefined,
  ) {
    this.owner = owner;
    this.span = span;
    this.startMillis = startMillis;
    this.#method = method;
    this.#url = url;
    this.#replaced = replaced;
  }

  metricAttributes(): Attributes {
    const attributes: Attributes = {
      'http.request.method': this.#method,
      'server.address': this.#url.address,
      'url.scheme': this.#url.scheme,
    };
    if (this.#url.port !== undefined) attributes['server.port'] = this.#url.port;
    if (this.#replaced !== undefined) replace(attributes, this.#replaced);
    if (this.peer !== undefined) attributes['network.protocol.version'] = this.peer.version;
    if (this.statusCode !== undefined) attributes['http.response.status_code'] = this.statusCode;
    if (this.errorType !== undefined) attributes['error.type'] = this.errorType;
    return attributes;
  }
}

function replace(attributes: Attributes, replaced: Attributes): void {
  for (const key of kMetricAttributes) {
    if (key in replaced) attributes[key] = replaced[key];
  }
}

interface Called {
  [kCall]?: UndiciCall | undefined;
}

export function isRecorded(request: UndiciRequest): boolean {
  return (request as UndiciRequest & Called)[kCall] !== undefined;
}

export function setCall(request: UndiciRequest, call: UndiciCall | undefined): void {
  (request as UndiciRequest & Called)[kCall] = call;
}

/** Returns the call, if this instrumentation began it. */
export function callOf(request: UndiciRequest, owner: object): UndiciCall | undefined {
  const call = (request as UndiciRequest & Called)[kCall];
  return call?.owner === owner ? call : undefined;
}
