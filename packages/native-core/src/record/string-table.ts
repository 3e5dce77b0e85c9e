import { kMaxStringTableBytes, kMaxStrings, kStringTagBits, kStringTagInline } from './format.gen';
import { countedStringBytes, type RecordMemory } from './record-memory';
import { kKeyShift } from './value-encoder';

/** Values longer than this are not worth remembering. */
const kMaxRepeatedLength = 256;
/** Values remembered for one place: a power of two. */
const kSlots = 32;
/** After so many new values in a row a place is taken to hold a different one every time. */
const kMaxMissesInARow = 256;
/**
 * A value enters the table when it is seen for the fourth time: an id that a trace carries through two or three spans
 * would only fill it. Until then its slot counts down from -1.
 */
const kSeenOnce = -1;
const kSeenOften = -3;

/**
 * What was seen at one place: the values of one attribute key, or the names of spans. The values lie in slots that a
 * few of their characters choose, because hashing a whole fresh string costs more than writing it.
 */
export class Place {
  /** What an attribute of this key has in its head, beside the type of its value. */
  readonly head: number;
  /** Equal to the serial number of the span that last had this key. */
  serial = -1;
  /** The last two new keys that followed this one, and their places: most spans list the same keys in a row. */
  nextKey = '';
  nextPlace: Place | undefined = undefined;
  otherKey = '';
  otherPlace: Place | undefined = undefined;
  /** The first value that repeated: often the only one. */
  usualText = '';
  /** The string reference of `usualText`. */
  usualReference = kStringTagInline;
  texts: string[] | undefined = undefined;
  /** Of each slot: the reference of its text, or how often it was seen, from `kSeenOnce` down. */
  references: number[] | undefined = undefined;
  missesInARow = 0;

  constructor(keyId: number) {
    this.head = keyId << kKeyShift;
  }

  /** Expects the key behind this one the next time; what was expected first becomes the other guess. */
  predict(key: string, place: Place): void {
    this.otherKey = this.nextKey;
    this.otherPlace = this.nextPlace;
    this.nextKey = key;
    this.nextPlace = place;
  }
}

/**
 * The JavaScript half of a pipeline's string table (docs/record-format.md): which strings the native half knows, and
 * which are worth telling it. Keys enter at first sight; values and names when they have repeated, as most values of an
 * attribute either repeat soon or never.
 */
export class StringTable {
  /** Places by attribute key. */
  readonly #keys = new Map<string, Place>();
  #size = 0;
  #bytes = 0;
  /** The two as they were when the last record began. */
  #sizeBefore = 0;
  #bytesBefore = 0;
  /** While set, nothing new enters: the record may be refused after it is written. */
  frozen = false;

  /** A place for strings that are not values of an attribute key. */
  static place(): Place {
    return new Place(0);
  }

  /** To be called before a record is written that {@link StringTable.rollBack} may take back. */
  beginRecord(): void {
    this.#sizeBefore = this.#size;
    this.#bytesBefore = this.#bytes;
  }

  /**
   * The record is not published, so what it defined is not known. Which strings those are is not kept: all keys are learnt
   * anew, with other places than before.
   */
  rollBack(): void {
    this.#size = this.#sizeBefore;
    this.#bytes = this.#bytesBefore;
    this.#keys.clear();
  }

  /** The place of a key, if it has one. `before` is the place of the key in front of it. */
  placeOf(key: string, before: Place): Place | undefined {
    if (before.nextKey === key) return before.nextPlace;
    if (before.otherKey === key) return before.otherPlace;
    return this.#find(key, before);
  }

  #find(key: string, before: Place): Place | undefined {
    const place = this.#keys.get(key);
    if (place !== undefined) before.predict(key, place);
    return place;
  }

  /**
   * Gives a key that has no place one, behind that of the key in front of it; undefined when the table takes nothing
   * more.
   */
  addKey(key: string, before: Place): Place | undefined {
    const id = this.#add(key);
    if (id === undefined) return undefined;
    const place = new Place(id);
    this.#keys.set(key, place);
    before.predict(key, place);
    return place;
  }

  /** Writes a string that may repeat at its place. */
  writeAt(memory: RecordMemory, at: number, place: Place, text: string): number {
    if (place.missesInARow > kMaxMissesInARow) return memory.inlineString(at, text);
    if (text === place.usualText) {
      memory.words[at] = place.usualReference;
      return at + 1;
    }
    if (text.length > kMaxRepeatedLength) return memory.inlineString(at, text);
    return this.#writeRemembered(memory, at, place, text);
  }

  #writeRemembered(memory: RecordMemory, at: number, place: Place, text: string): number {
    const texts = (place.texts ??= Array<string>(kSlots).fill(''));
    const references = (place.references ??= Array<number>(kSlots).fill(kStringTagInline));
    const slot = slotOf(text);
    const reference = references[slot]!;
    if (texts[slot] !== text) {
      place.missesInARow++;
      // A string that the table knows keeps its slot: another one would only take its turn with it.
      if (reference < 0 || texts[slot] === '') {
        texts[slot] = text;
        references[slot] = kSeenOnce;
      }
      return memory.inlineString(at, text);
    }
    if (reference >= 0) {
      place.missesInARow = 0;
      if (place.usualReference === kStringTagInline) {
        place.usualText = text;
        place.usualReference = reference;
      }
      memory.words[at] = reference;
      return at + 1;
    }
    const id = reference === kSeenOften ? this.#add(text) : undefined;
    if (id === undefined) {
      references[slot] = Math.max(reference - 1, kSeenOften);
      return memory.inlineString(at, text);
    }
    references[slot] = id << kStringTagBits;
    return memory.definedString(at, id, text);
  }

  #add(text: string): number | undefined {
    const bytes = countedStringBytes(text);
    if (this.frozen || this.#size >= kMaxStrings || this.#bytes + bytes > kMaxStringTableBytes)
      return undefined;
    this.#bytes += bytes;
    return this.#size++;
  }
}

function slotOf(text: string): number {
  const { length } = text;
  return length === 0 ? 0 : (3 * length + text.charCodeAt(length - 1)) & (kSlots - 1);
}
