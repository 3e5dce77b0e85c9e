import { decodeLogs, decodeMetrics, decodeSpans } from 'otlp-receiver';
import { kCounterName, kEventName, kGaugePrefix, kSpanName, type ItemCounts } from './items.ts';

/** An OTLP request in JSON; only what is looked at. */
interface JsonRequest {
  readonly resourceSpans?: readonly {
    readonly scopeSpans: readonly {
      readonly spans: readonly { readonly name: string; readonly spanId: string }[];
    }[];
  }[];
  readonly resourceLogs?: readonly {
    readonly scopeLogs: readonly { readonly logRecords: readonly JsonLogRecord[] }[];
  }[];
  readonly resourceMetrics?: readonly {
    readonly scopeMetrics: readonly { readonly metrics: readonly JsonMetric[] }[];
  }[];
}

interface JsonLogRecord {
  readonly eventName?: string;
  readonly body?: { readonly stringValue?: string };
}

interface JsonMetric {
  readonly name: string;
  readonly sum?: { readonly dataPoints: readonly JsonPoint[] };
  readonly gauge?: { readonly dataPoints: readonly JsonPoint[] };
}

interface JsonPoint {
  readonly asInt?: number | string;
  readonly asDouble?: number;
}

export type DeliveredSignal = 'traces' | 'metrics' | 'logs';

/** What a receiver got of one run. */
export class DeliveryArrivals {
  readonly #spanIds = new Set<string>();
  /** Their bodies, which are all different. */
  readonly #logRecords = new Set<unknown>();
  readonly #gauges = new Set<string>();
  #measurements = 0;

  get counts(): ItemCounts {
    return {
      spans: this.#spanIds.size,
      logRecords: this.#logRecords.size,
      measurements: this.#measurements,
      observed: this.#gauges.size,
    };
  }

  keepProtobuf(signal: DeliveredSignal, body: Uint8Array): void {
    if (signal === 'traces') {
      for (const { name, spanId } of decodeSpans(body)) this.#keepSpan(name, spanId);
      return;
    }
    if (signal === 'logs') {
      for (const { eventName, body: text } of decodeLogs(body))
        this.#keepLogRecord(eventName, text);
      return;
    }
    for (const { name, points } of decodeMetrics(body))
      for (const { value } of points) this.#keepPoint(name, value);
  }

  keepJson(body: Uint8Array): void {
    const request = JSON.parse(Buffer.from(body).toString()) as JsonRequest;
    const scopeSpans = (request.resourceSpans ?? []).flatMap((one) => one.scopeSpans);
    for (const { name, spanId } of scopeSpans.flatMap(({ spans }) => spans))
      this.#keepSpan(name, spanId);
    const scopeLogs = (request.resourceLogs ?? []).flatMap((one) => one.scopeLogs);
    for (const { eventName, body } of scopeLogs.flatMap(({ logRecords }) => logRecords))
      this.#keepLogRecord(eventName, body?.stringValue);
    const scopeMetrics = (request.resourceMetrics ?? []).flatMap((one) => one.scopeMetrics);
    for (const { name, sum, gauge } of scopeMetrics.flatMap(({ metrics }) => metrics))
      for (const { asInt, asDouble } of (sum ?? gauge)?.dataPoints ?? [])
        this.#keepPoint(name, Number(asInt ?? asDouble));
  }

  #keepSpan(name: string, spanId: string): void {
    if (name === kSpanName) this.#spanIds.add(spanId);
  }

  #keepLogRecord(eventName: string | undefined, body: unknown): void {
    if (eventName === kEventName) this.#logRecords.add(body);
  }

  #keepPoint(name: string, value: number): void {
    if (name.startsWith(kGaugePrefix)) this.#gauges.add(name);
    // Cumulative: the largest is the latest.
    if (name === kCounterName) this.#measurements = Math.max(this.#measurements, value);
  }
}
