import { ProtobufScan } from './protobuf-scan.ts';

/** Field numbers on the way from `ExportTraceServiceRequest` to a span. */
const resourceSpansField = 1;
const scopeSpansField = 2;
const spansField = 2;
const spanPath = [[resourceSpansField], [scopeSpansField], [spansField]];

/** The number of spans in an `ExportTraceServiceRequest`. Throws a `RangeError` for what is not protobuf. */
export function countSpans(request: Uint8Array): number {
  return new ProtobufScan(request).count(spanPath);
}
