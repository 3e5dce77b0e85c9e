const kWords = 1 << 17;
/** A record begins at the start again if less is left than any record of the workloads takes. */
const kLongestRecord = 1 << 13;
const kSlots = 1 << 12;
/** A longer text is new in nearly every span, and V8 copies it faster than a loop. */
const kLoopCharacters = 32;

/** Writes words, numbers and texts one after the other into shared memory. A text that repeats becomes one word. */
export class RecordWords {
  readonly #words = new Int32Array(new SharedArrayBuffer(kWords * 4));
  readonly #bytes = Buffer.from(this.#words.buffer);
  readonly #ticket = new Int32Array(new SharedArrayBuffer(4));
  readonly #number = new Float64Array(1);
  readonly #wordsOfNumber = new Int32Array(this.#number.buffer);
  readonly #slots = new Array<string>(kSlots).fill('');
  #at = 0;

  begin(): void {
    if (this.#at > kWords - kLongestRecord) this.#at = 0;
  }

  writeWord(word: number): void {
    this.#words[this.#at++] = word;
  }

  writeNumber(value: number): void {
    this.#number[0] = value;
    this.#words[this.#at++] = this.#wordsOfNumber[0]!;
    this.#words[this.#at++] = this.#wordsOfNumber[1]!;
  }

  /** Looks the text up by its length and two of its characters; writes its characters if another one has its place. */
  writeText(text: string): void {
    const { length } = text;
    if (length === 0) return this.writeWord(-1);
    const middle = text.charCodeAt(length >> 1);
    const slot = (length * 97 + text.charCodeAt(length - 1) * 31 + middle * 7) & (kSlots - 1);
    if (this.#slots[slot] === text) return this.writeWord(slot);
    this.#slots[slot] = text;
    this.writeWord(length);
    if (length > kLoopCharacters) {
      this.#at += (this.#bytes.latin1Write(text, this.#at * 4) + 3) >> 2;
      return;
    }
    let at = this.#at * 4;
    for (let i = 0; i < length; i++) this.#bytes[at++] = text.charCodeAt(i);
    this.#at = (at + 3) >> 2;
  }

  publish(): void {
    Atomics.store(this.#ticket, 0, this.#at);
  }
}
