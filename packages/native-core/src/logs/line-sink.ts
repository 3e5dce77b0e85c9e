import type { Context, SeverityNumber, SpanContext } from '@opentelemetry/api';
import type { LineFormat, LineSink } from '@otel-native/api-bridge/log-lines';
import { systemMillis } from '../values/clock';
import { LogLine } from './line-encoder';
import { lineWords } from './line-words';
import { logIdsOf, spanContextOf } from './log-ids';
import { ScopeSink } from './scope-sink';

/** Writes the lines of one format to the drain thread, which parses them. */
export class LogLineSink extends ScopeSink<LineFormat> implements LineSink {
  /** A clock takes as long as all else here, and only a line without its time needs it. */
  readonly #holdTheirTime = this.format.time !== 'none' && this.format.time !== 'unknown';
  /** The words of the lines of each severity. */
  readonly #words = new Map<string, Int32Array>();
  #lastNumber: SeverityNumber = 0;
  #lastText: string | undefined = undefined;
  #lastWords: Int32Array = new Int32Array();

  write(
    severityNumber: SeverityNumber,
    severityText: string,
    line: string,
    context: Context,
  ): void {
    if (!this.filter.takesLine(severityNumber, context)) return;
    if (severityText !== this.#lastText || severityNumber !== this.#lastNumber) {
      this.#lastWords = this.#wordsOf(severityNumber, severityText);
      this.#lastNumber = severityNumber;
      this.#lastText = severityText;
    }
    const item = new LogLine(this.#lastWords, this.#holdTheirTime ? 0 : systemMillis(), line);
    const spanContext = spanContextOf(context);
    if (spanContext !== undefined) setIds(item, spanContext);
    this.settings.metrics?.created();
    this.writer.writeLine(item);
  }

  #wordsOf(severityNumber: SeverityNumber, severityText: string): Int32Array {
    const key = `${severityNumber} ${severityText}`;
    let words = this.#words.get(key);
    if (words === undefined) {
      words = lineWords(this.scopeId, severityNumber, severityText, this.format, this.settings);
      this.#words.set(key, words);
    }
    return words;
  }
}

function setIds(item: LogLine, { traceId, spanId, traceFlags }: SpanContext): void {
  const ids = logIdsOf(traceId, spanId);
  if (!ids.isValid) return;
  item.ids = ids;
  item.traceFlags = traceFlags & 0xff;
}
