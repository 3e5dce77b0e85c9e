import type { HrTime } from '@opentelemetry/api';
import { isTimeInputHrTime } from '@opentelemetry/core';
import { checkedList } from '../record/checked-attributes';
import type { ValueReader } from '../record/value-reader';
import { numberOf } from '../values/time';
import { LogContent, bodyOf, setSpan, severityOf } from './log-content';
import type { RecordingLogRecord } from './recording-log-record';

const kNoTime: HrTime = [0, 0];

/** Reads a record that processors have seen: they may have put anything into it. Throws what reading it throws. */
export function processedContent(
  record: RecordingLogRecord,
  scopeId: number,
  values: ValueReader,
): LogContent {
  const content = new LogContent(scopeId, 0, checkedList(record.attributes, values));
  const { hrTime, hrTimeObserved, severityText, eventName, body } = record;
  [content.seconds, content.nanos] = checkedTime(hrTime);
  // A copy: the record may wait, and the processor may change its array.
  content.observed = [...checkedTime(hrTimeObserved)];
  content.severityNumber = severityOf(record.severityNumber);
  if (typeof severityText === 'string') content.severityText = severityText;
  if (typeof eventName === 'string') content.eventName = eventName;
  if (body !== undefined) content.body = bodyOf(body, values);
  content.attributes.droppedCount = numberOf(record.droppedAttributesCount);
  setSpan(content, record.spanContext);
  return content;
}

function checkedTime(time: unknown): HrTime {
  return isTimeInputHrTime(time) ? time : kNoTime;
}
