import type { DecodedAttribute, DecodedValue } from './decode-otlp';
import { WireMessage, type WireField } from './wire';

export interface DecodedLog {
  timeUnixNano: string;
  observedTimeUnixNano: string;
  severityNumber: number;
  severityText: string;
  /** Undefined when the record has no body; an empty one is `empty`. */
  body: DecodedValue | undefined;
  attributes: DecodedAttribute[];
  droppedAttributesCount: number;
  flags: number;
  traceId: string;
  spanId: string;
  eventName: string;
  scope: {
    name: string;
    version: string;
    schemaUrl: string;
    attributes: DecodedAttribute[];
    droppedAttributesCount: number;
  };
  resource: { attributes: DecodedAttribute[]; schemaUrl: string };
}

/** The log records of one `ExportLogsServiceRequest`, in their order there, as plain objects. */
export function decodeLogs(bytes: Uint8Array): DecodedLog[] {
  return new WireMessage(bytes).messages(1).flatMap((resourceLogs) => {
    const resource = {
      attributes: attributesOf(resourceLogs.messages(1)[0], 1),
      schemaUrl: resourceLogs.text(3),
    };
    return resourceLogs.messages(2).flatMap((scopeLogs) => {
      const scope = decodeScope(scopeLogs);
      return scopeLogs.messages(2).map((log) => ({ ...decodeLog(log), scope, resource }));
    });
  });
}

function decodeScope(scopeLogs: WireMessage): DecodedLog['scope'] {
  const scope = scopeLogs.messages(1)[0]!;
  return {
    name: scope.text(1),
    version: scope.text(2),
    schemaUrl: scopeLogs.text(3),
    attributes: attributesOf(scope, 3),
    droppedAttributesCount: Number(scope.number(4)),
  };
}

function decodeLog(log: WireMessage): Omit<DecodedLog, 'scope' | 'resource'> {
  return {
    timeUnixNano: String(log.number(1)),
    severityNumber: Number(BigInt.asIntN(32, log.number(2))),
    severityText: log.text(3),
    body: log.has(5) ? decodeValue(log.messages(5)[0]!) : undefined,
    attributes: attributesOf(log, 6),
    droppedAttributesCount: Number(log.number(7)),
    flags: Number(log.number(8)),
    traceId: hex(log.bytes(9)),
    spanId: hex(log.bytes(10)),
    observedTimeUnixNano: String(log.number(11)),
    eventName: log.text(12),
  };
}

function attributesOf(message: WireMessage | undefined, field: number): DecodedAttribute[] {
  return (message?.messages(field) ?? []).map((pair) => [
    pair.text(1),
    decodeValue(pair.messages(2)[0] ?? new WireMessage(new Uint8Array())),
  ]);
}

function decodeValue(value: WireMessage): DecodedValue {
  const { only } = value;
  if (only === undefined) return 'empty';
  const decode = decoders[only.number];
  if (decode === undefined) throw new Error(`a value of kind ${only.number}`);
  return decode(value, only);
}

const decoders: Record<number, (value: WireMessage, only: WireField) => DecodedValue> = {
  1: (value) => ({ string: value.text(1) }),
  2: (value) => ({ bool: value.number(2) !== 0n }),
  3: (value) => ({ int: String(BigInt.asIntN(64, value.number(3))) }),
  4: (value) => ({ double: doubleOf(value.number(4)) }),
  5: (value) => ({ array: value.messages(5)[0]!.messages(1).map(decodeValue) }),
  6: (value) => ({ map: attributesOf(value.messages(6)[0], 1) }),
  7: (value) => ({ bytes: hex(value.bytes(7)) }),
};

function doubleOf(bits: bigint): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
