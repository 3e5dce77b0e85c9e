import { encodeLogRequest } from '../../../packages/otlp-receiver/src/otlp-messages.ts';
import { logContentOf, type LogContent } from '../src/logs/log-content.ts';

/** A log record of a request: it belongs to the span `spanId`, which was made as number `index`. */
export interface RequestedLog extends Partial<Pick<LogContent, 'severityNumber'>> {
  readonly spanId: string;
  readonly index: number;
}

/** A request with log records as the watched applications emit them, but for what a record itself says. */
export function logRequest(logs: readonly RequestedLog[], textBytes: number): Buffer {
  const logRecords = logs.map(({ spanId, index, ...changed }) => {
    const { body, eventName, severityNumber } = logContentOf(index, textBytes);
    const { text, nested } = body as { text: string; nested: [digest: string, map: object] };
    const attribute = { key: 'index', value: { intValue: index } };
    const list = [{ stringValue: nested[0] }, { kvlistValue: { values: [attribute] } }];
    const values = [
      { key: 'text', value: { stringValue: text } },
      { key: 'nested', value: { arrayValue: { values: list } } },
    ];
    return {
      ...{ spanId: Buffer.from(spanId, 'hex'), flags: 1, eventName, severityNumber },
      ...{ body: { kvlistValue: { values } }, attributes: [attribute], ...changed },
    };
  });
  return Buffer.from(encodeLogRequest({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] }));
}
