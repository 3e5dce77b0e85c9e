// https://github.com/open-telemetry/opentelemetry-proto/blob/main/opentelemetry/proto/trace/v1/trace.proto, SpanFlags
const kTraceFlagsMask = 0xff;
const kHasIsRemote = 0x100;
const kIsRemote = 0x200;

/** Returns the OTLP flags of a span or a link. */
export function otlpFlags(traceFlags: number, isRemote: boolean): number {
  return (traceFlags & kTraceFlagsMask) | kHasIsRemote | (isRemote ? kIsRemote : 0);
}
