import type { Context, SeverityNumber } from '@opentelemetry/api';
import type { FieldFormat, FieldSink } from '@otel-native/api-bridge/log-lines';
import { AttributeList, isPlainValue } from '../record/attribute-list';
import { performanceNow, unixMillisAt } from '../values/clock';
import { hasOwnProperty } from '../values/own-property';
import { LogContent, addAttribute, bodyOf, setSpan, severityOf } from './log-content';
import { spanContextOf } from './log-ids';
import { ScopeSink } from './scope-sink';

/** Keys and values that fit into the list of a record before it grows. */
const kEntries = 16;

/** Writes what a logger logs, read once: no log record is made of it. */
export class LogFieldSink extends ScopeSink<FieldFormat> implements FieldSink {
  write(
    severityNumber: SeverityNumber,
    severityText: string,
    millis: number | undefined,
    body: unknown,
    fields: Readonly<Record<string, unknown>>,
    context: Context,
  ): void {
    if (!this.filter.takesLine(severityNumber, context)) return;
    try {
      const content = new LogContent(
        this.scopeId,
        millis ?? unixMillisAt(performanceNow()),
        new AttributeList(kEntries),
      );
      content.severityNumber = severityOf(severityNumber);
      content.severityText = severityText;
      if (body !== undefined) content.body = bodyOf(body, this.settings.values);
      this.#addFields(content, fields);
      setSpan(content, spanContextOf(context));
      this.settings.metrics?.created();
      this.writer.write(content);
    } catch (error) {
      this.writer.loseUnreadable(error);
    }
  }

  #addFields(content: LogContent, fields: Readonly<Record<string, unknown>>): void {
    const list = content.attributes;
    const settings = this.settings;
    const { plainLength } = settings.values;
    const maxLength = 2 * settings.limits.attributeCountLimit;
    const format = this.format;
    for (const key in fields) {
      // Must come first: V8 knows the answer only until the next look-up.
      const isOwn = hasOwnProperty.call(fields, key);
      const value = fields[key];
      if (!isOwn || !format.isAttribute(key)) continue;
      if (key !== '' && list.length < maxLength && isPlainValue(value, plainLength))
        list.push(key, value);
      else addAttribute(content, key, this.#valueOf(key, value), settings);
    }
  }

  #valueOf(key: string, value: unknown): unknown {
    const isObject = (typeof value === 'object' && value !== null) || typeof value === 'function';
    return isObject && this.format.attributeOf !== undefined
      ? this.format.attributeOf(key, value)
      : value;
  }
}
