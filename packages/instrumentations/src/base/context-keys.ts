/**
 * Keys of values in contexts that instrumentations share. The API makes one symbol of one description, so that these are the
 * keys of `@opentelemetry/core`, whichever copies a process has.
 */
import { createContextKey, type Context, type Span } from '@opentelemetry/api';

const kRpcMetadata = createContextKey('OpenTelemetry SDK Context Key RPC_METADATA');
const kSuppressTracing = createContextKey('OpenTelemetry SDK Context Key SUPPRESS_TRACING');

/** What an HTTP server instrumentation leaves in the context of a request, for those of web frameworks. */
export interface RpcMetadata {
  readonly type: 'http';
  readonly span: Span;
  /** The path template that matched, set by a web framework: it becomes `http.route`. */
  route?: string | undefined;
}

export function withRpcMetadata(context: Context, metadata: RpcMetadata): Context {
  return context.setValue(kRpcMetadata, metadata);
}

export function rpcMetadataOf(context: Context): RpcMetadata | undefined {
  return context.getValue(kRpcMetadata) as RpcMetadata | undefined;
}

/** Returns a context in which no SDK makes spans. */
export function suppressTracing(context: Context): Context {
  return context.setValue(kSuppressTracing, true);
}

export function isTracingSuppressed(context: Context): boolean {
  return context.getValue(kSuppressTracing) === true;
}
