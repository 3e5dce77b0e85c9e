import type { ItemEncoder } from '../pipeline/batch-writer';
import * as format from '../record/format.gen';
import { maxStringBytes, type RecordMemory } from '../record/record-memory';
import { RecordSize } from '../record/record-size';
import type { LogIds } from './log-ids';

const kLineFixedBytes = format.kLogLineHeaderBytes + format.kRecordAlignment;

/** A line of a logger, on its way into a record. */
export class LogLine {
  /** What does not change from line to line: the words of the fixed part, and of the texts in front of the line. */
  readonly words: Int32Array;
  /** When it was logged, in milliseconds since 1970; 0 for a line that holds its time. */
  readonly millis: number;
  readonly line: string;
  /** Undefined outside of a span. */
  ids: LogIds | undefined = undefined;
  traceFlags = 0;

  constructor(words: Int32Array, millis: number, line: string) {
    this.words = words;
    this.millis = millis;
    this.line = line;
  }
}

/** When lines are written, which counts for those that should hold their time and do not. */
export interface WriteTime {
  /** Milliseconds since 1970. */
  millis: number;
}

/** Writes log lines in the format of docs/record-format.md. They define no strings. */
export class LineEncoder implements ItemEncoder<LogLine> {
  readonly #now: WriteTime;

  constructor(now: WriteTime) {
    this.#now = now;
  }

  maxBytes({ words, line }: LogLine): number {
    return kLineFixedBytes + words.byteLength + maxStringBytes(line);
  }

  countedSize({ words, line }: LogLine): RecordSize {
    const size = new RecordSize(kLineFixedBytes + words.byteLength);
    size.addString(line);
    return size;
  }

  write(memory: RecordMemory, start: number, item: LogLine): number {
    const { words, ids } = item;
    const target = memory.words;
    // A loop: `set()` takes longer for so few words.
    for (let i = 0; i < words.length; i++) target[start + i] = words[i]!;
    if (ids !== undefined) {
      target[start + format.kLogLineRecordTypeWord]! |=
        (1 << format.kLogLineHasSpanContextShift) |
        (item.traceFlags << format.kLogLineTraceFlagsShift);
      const at = start + format.kLogLineTraceIdWord;
      target[at] = ids.traceId0;
      target[at + 1] = ids.traceId1;
      target[at + 2] = ids.traceId2;
      target[at + 3] = ids.traceId3;
      target[start + format.kLogLineSpanIdWord] = ids.spanId0;
      target[start + format.kLogLineSpanIdWord + 1] = ids.spanId1;
    }
    memory.doubles[(start + format.kLogLineWrittenMillisWord) >> 1] =
      item.millis > 0 ? item.millis : this.#now.millis;
    return memory.finishRecord(start, memory.inlineString(start + words.length, item.line));
  }
}
