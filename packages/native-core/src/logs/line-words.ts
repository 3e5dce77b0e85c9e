import type { SeverityNumber } from '@opentelemetry/api';
import type { LineFormat, LineTime } from '@otel-native/api-bridge/log-lines';
import * as format from '../record/format.gen';
import { RecordMemory, alignedBytes, maxStringBytes } from '../record/record-memory';
import type { RecordRules } from './log-content';
import { severityOf } from './log-content';

const kTimes: Readonly<Record<LineTime, number>> = {
  millis: format.kLineTimeMillis,
  seconds: format.kLineTimeSeconds,
  iso: format.kLineTimeIso,
  none: format.kLineTimeNone,
  unknown: format.kLineTimeUnknown,
};

const kNoLimit = 0xffff_ffff;

/** Returns what the records of lines of one format and severity have in common: their fixed part, and the texts in front of the line. */
export function lineWords(
  scopeId: number,
  severityNumber: SeverityNumber,
  severityText: string,
  { messageKey, errorKey, time }: LineFormat,
  { limits, values }: RecordRules,
): Int32Array {
  const texts = [severityText, messageKey, errorKey];
  const bytes = texts.reduce(
    (sum, text) => sum + maxStringBytes(text),
    format.kLogLineHeaderBytes + format.kRecordAlignment,
  );
  const memory = new RecordMemory(new Uint8Array(alignedBytes(bytes)));
  const { words } = memory;
  words[format.kLogLineRecordTypeWord] =
    (format.kRecordTypeLogLine << format.kLogLineRecordTypeShift) |
    (kTimes[time] << format.kLogLineTimeShift);
  words[format.kLogLineScopeIdWord] = scopeId;
  words[format.kLogLineSeverityNumberWord] = severityOf(severityNumber);
  words[format.kLogLineAttributeCountLimitWord] = limitOf(limits.attributeCountLimit);
  words[format.kLogLineValueLengthLimitWord] = limitOf(values.lengthLimit);
  words[format.kLogLineValueDepthLimitWord] = limitOf(limits.attributeValueDepthLimit);
  words[format.kLogLineValueNodeLimitWord] = limitOf(limits.attributeValueNodeLimit);
  words[format.kLogLineValueByteLimitWord] = limitOf(limits.attributeValueByteLimit);
  let at = format.kLogLineHeaderBytes / format.kWordBytes;
  for (const text of texts) at = memory.lengthAndText(at, text);
  return words.slice(0, at);
}

function limitOf(limit: number): number {
  return Math.max(0, Math.min(Math.trunc(limit), kNoLimit)) | 0;
}
