import { BatchWriter } from '../pipeline/batch-writer';
import type { ItemWriter } from '../pipeline/record-pipeline';
import type { RecordWriter } from '../pipeline/record-writer';
import { WaitingItems } from '../pipeline/waiting-items';
import { systemMillis } from '../values/clock';
import { warnOnce } from '../values/warn-once';
import { LineEncoder, type LogLine } from './line-encoder';
import type { LogContent } from './log-content';
import { LogEncoder } from './log-encoder';

/** Lines that are written at once after a task that had only one. */
const kLinesAtOnce = 16;

/** Writes log records for the drain thread; those of one task together. Nothing of the application is kept after `emit()`. */
export class LogWriter implements ItemWriter {
  readonly #records: RecordWriter;
  readonly #batches: BatchWriter<LogContent>;
  readonly #waiting: WaitingItems<LogContent>;
  /** Lines define no strings, so they need not be in order with the records. */
  readonly #lines: BatchWriter<LogLine>;
  readonly #waitingLines: WaitingItems<LogLine>;
  /** One reading of the clock for all lines that are written together. */
  readonly #lineTime = { millis: 0 };
  /** How many lines are written at once before another one waits for a second line of its task. */
  #linesAtOnce = 0;

  /** @param maxBatchRecords limit of log records that wait until the end of their task */
  constructor(records: RecordWriter, maxBatchRecords: number) {
    this.#records = records;
    this.#batches = new BatchWriter(records, 'A log record', (strings) => new LogEncoder(strings));
    this.#waiting = new WaitingItems(maxBatchRecords, this.#writeAll);
    this.#lines = new BatchWriter(records, 'A log line', () => new LineEncoder(this.#lineTime));
    this.#waitingLines = new WaitingItems(maxBatchRecords, this.#writeAllLines);
  }

  /** Accepts a record. Never throws or waits; counts a record that it cannot accept. */
  write(content: LogContent): void {
    const records = this.#records;
    records.ended++;
    if (records.closed) records.dropped.shutdown++;
    else if (this.#waiting.mayWait) this.#waiting.add(content);
    else this.#batches.writeAlone(content);
  }

  /** Accepts the line of a logger. Never throws or waits; counts a line that it cannot accept. */
  writeLine(line: LogLine): void {
    const records = this.#records;
    records.ended++;
    if (records.closed) {
      records.dropped.shutdown++;
    } else if (this.#linesAtOnce === 0 && this.#waitingLines.mayWait) {
      this.#waitingLines.add(line);
    } else {
      if (this.#linesAtOnce > 0) this.#linesAtOnce--;
      this.#lineTime.millis = systemMillis();
      this.#lines.writeAlone(line);
    }
  }

  /** Counts a record that was emitted after the shutdown. */
  refuse(): void {
    this.#records.ended++;
    this.#records.dropped.shutdown++;
  }

  /** Counts a record that could not be read. */
  loseUnreadable(error: unknown): void {
    this.#records.ended++;
    this.#records.dropped.invalid++;
    warnOnce('A log record could not be read and is lost; further ones are only counted', error);
  }

  publish(): void {
    this.#waiting.publish();
    this.#waitingLines.publish();
  }

  stopBatching(): void {
    this.#waiting.stop();
    this.#waitingLines.stop();
  }

  forgetStrings(): void {
    this.#batches.forgetStrings();
  }

  readonly #writeAll = (contents: readonly LogContent[], count: number): void =>
    this.#batches.writeAll(contents, count);

  readonly #writeAllLines = (lines: readonly LogLine[], count: number): void => {
    // To wait costs a promise, and saves nothing unless a second line comes in the task.
    if (count === 1) this.#linesAtOnce = kLinesAtOnce;
    this.#lineTime.millis = systemMillis();
    this.#lines.writeAll(lines, count);
  };
}
