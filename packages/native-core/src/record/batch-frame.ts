import { DeferredTexts } from './deferred-texts';
import * as format from './format.gen';
import { wordsOf, type RecordMemory } from './record-memory';

/** Bytes of a batch beside its items: its head, the head of its texts, and padding. */
export const kBatchFixedBytes =
  format.kBatchHeaderBytes + format.kTextsHeaderBytes + 2 * format.kRecordAlignment;

/** Writes what stands around the items of a batch: its head, and behind them their deferred texts. */
export class BatchFrame {
  /** The deferred texts of the batch that is being written. */
  #texts = new DeferredTexts();

  /** Begins a batch at `start`. Returns the position of its first item. */
  begin(memory: RecordMemory, start: number): number {
    memory.deferred = this.#texts = new DeferredTexts();
    return start + format.kBatchHeaderBytes / format.kWordBytes;
  }

  /** Ends the batch whose items end at `at`. Returns its end. */
  end(memory: RecordMemory, start: number, at: number): number {
    memory.deferred = undefined;
    const { words } = memory;
    const textsAt = at + format.kTextsHeaderBytes / format.kWordBytes;
    const bytes = this.#texts.write(memory, textsAt * format.kWordBytes);
    words[start + format.kBatchRecordBytesWord] = format.kBatchHeaderBytes;
    words[start + format.kBatchRecordTypeWord] =
      format.kRecordTypeBatch << format.kBatchRecordTypeShift;
    words[start + format.kBatchTextsOffsetWord] = (textsAt - start) * format.kWordBytes;
    words[start + format.kBatchTextsBytesWord] = bytes;
    words[at + format.kTextsRecordTypeWord] =
      format.kRecordTypeTexts << format.kTextsRecordTypeShift;
    return memory.finishRecord(at, textsAt + wordsOf(bytes));
  }
}
