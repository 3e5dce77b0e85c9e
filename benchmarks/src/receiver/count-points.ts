import { ProtobufScan } from './protobuf-scan.ts';

/** Field numbers on the way from `ExportMetricsServiceRequest` to a data point. */
const resourceMetricsField = 1;
const scopeMetricsField = 2;
const metricsField = 2;
const dataFields = { gauge: 5, sum: 7, histogram: 9, exponentialHistogram: 10 } as const;
const dataPointsField = 1;
const pointPath = [
  [resourceMetricsField],
  [scopeMetricsField],
  [metricsField],
  Object.values(dataFields),
  [dataPointsField],
];
const pointFields = { asDouble: 4, asInt: 6, count: 4 } as const;

/** What an `ExportMetricsServiceRequest` holds. */
export interface PointCounts {
  readonly points: number;
  /** Values of sums and counts of histograms, added up. */
  readonly measurements: number;
}

/** Throws a `RangeError` for what is not protobuf. */
export function countPoints(request: Uint8Array): PointCounts {
  const found: [start: number, end: number, dataField: number][] = [];
  const scan = new ProtobufScan(request);
  const points = scan.count(pointPath, (...point) => void found.push(point));
  const view = new DataView(request.buffer, request.byteOffset, request.byteLength);
  let measurements = 0;
  for (const [start, end, dataField] of found) {
    if (dataField === dataFields.gauge) continue;
    const isSum = dataField === dataFields.sum;
    const double = isSum ? scan.fixed64At(pointFields.asDouble, start, end) : undefined;
    const integer = scan.fixed64At(isSum ? pointFields.asInt : pointFields.count, start, end);
    if (double !== undefined) measurements += view.getFloat64(double, true);
    else if (integer !== undefined) measurements += Number(view.getBigInt64(integer, true));
  }
  return { points, measurements };
}
