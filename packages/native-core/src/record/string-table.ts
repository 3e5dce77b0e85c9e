import { kMaxStringTableBytes, kMaxStrings, kStringTagBits, kStringTagInline } from './format.gen';
import { internalized, ownText } from './own-text';
import { countedStringBytes, type RecordMemory } from './record-memory';
import { kKeyShift } from './value-encoder';

/** Longer values are never remembered. */
const kMaxRepeatedLength = 256;
/** Slots for values at one place: a power of two. */
const kSlots = 32;
/** After this many new values in a row, a place is treated as having a different value every time. */
const kMaxMissesInARow = 256;
/**
 * A value enters the table when it is seen for the fourth time, so that ids that occur in two or three spans of a trace do
 * not fill it. Until then its slot counts down from -1.
 */
const kSeenOnce = -1;
const kSeenOften = -3;
/**
 * Share of the table for what stands inside of values. Keys of maps may be data (`{"user-123": …}`), and must leave room for
 * the keys and texts of all other attributes.
 */
const kNestedShare = 1 / 4;
/** Nested keys that are counted at the same time: a power of two. */
const kNestedSlots = 1024;
/** A nested key enters the table when it is seen for the fourth time, as a text does. */
const kNestedSightings = 4;
/** Bits of a slot that count, below the print of the key. */
const kCountBits = 2;

/**
 * The texts seen at one place: the values of one attribute key, or the names of spans. A few characters of a text choose its
 * slot, because to hash a whole new string costs more than to write it. A text that is not in the table leaves only its
 * print (a small number) in the slot: the string itself could keep a larger string alive.
 */
export class Place {
  readonly key: string;
  /** Head of an attribute with this key, without the type of its value. */
  readonly head: number;
  /** Serial number of the last span that had this key. */
  serial = -1;
  /** The last two keys that followed this one, and their places: most spans list the same keys in the same order. */
  nextKey = '';
  nextPlace: Place | undefined = undefined;
  otherKey = '';
  otherPlace: Place | undefined = undefined;
  /** The first value that repeated: often the only one. */
  usualText = '';
  /** The string reference of `usualText`. */
  usualReference = kStringTagInline;
  texts: string[] | undefined = undefined;
  /** The print of the last text, for each slot. */
  prints: number[] | undefined = undefined;
  /** The reference of the text, or the count of its print from `kSeenOnce` down, for each slot. */
  references: number[] | undefined = undefined;
  missesInARow = 0;
  /** Whether its texts count as parts of values. */
  readonly isNested: boolean;

  constructor(key: string, keyId: number, isNested = false) {
    this.key = key;
    this.isNested = isNested;
    this.head = keyId << kKeyShift;
  }

  /** Makes `place` the first guess for the next key, and the old first guess the second one. */
  predict(place: Place): void {
    this.otherKey = this.nextKey;
    this.otherPlace = this.nextPlace;
    this.nextKey = place.key;
    this.nextPlace = place;
  }
}

/**
 * The JavaScript half of a pipeline's string table (docs/record-format.md): knows which strings the native half has, and
 * decides which to define. Keys enter at first sight. Values and names enter when they have repeated, because most values
 * of an attribute either repeat soon or never.
 */
export class StringTable {
  /** Places by attribute key. */
  readonly #keys = new Map<string, Place>();
  #size = 0;
  #bytes = 0;
  /** Both counts at the beginning of the last record. */
  #sizeBefore = 0;
  #bytesBefore = 0;
  /** The part of `#size` and `#bytes` that stands inside of values. Not rolled back, which at worst leaves room unused. */
  #nestedSize = 0;
  #nestedBytes = 0;
  /** Prints and counts of nested keys that are not in the table. */
  #nestedSeen: Int32Array | undefined = undefined;
  /** While true, nothing enters the table: the record may still be refused after it is written. */
  frozen = false;

  /** Returns a table that nothing ever enters. */
  static frozen(): StringTable {
    const table = new StringTable();
    table.frozen = true;
    return table;
  }

  /** Returns a place for strings that are not values of an attribute key. */
  static place(): Place {
    return new Place('', 0);
  }

  /** Must be called before writing a record that {@link StringTable.rollBack} may undo. */
  beginRecord(): void {
    this.#sizeBefore = this.#size;
    this.#bytesBefore = this.#bytes;
  }

  /**
   * Undoes the definitions of a record that is not published. The table does not know which strings those are, so it drops
   * all keys and learns them again, with new places.
   */
  rollBack(): void {
    this.#size = this.#sizeBefore;
    this.#bytes = this.#bytesBefore;
    this.#keys.clear();
  }

  /** Drops everything because definitions may be lost. Later definitions have ids that were never used. */
  forget(): void {
    this.#keys.clear();
  }

  /** Returns the place of a key, if it has one. `before` is the place of the key in front of it. */
  placeOf(key: string, before: Place): Place | undefined {
    if (before.nextKey === key) return before.nextPlace;
    if (before.otherKey === key) return before.otherPlace;
    return this.#find(key, before);
  }

  #find(key: string, before: Place): Place | undefined {
    const place = this.#keys.get(key);
    if (place !== undefined) before.predict(place);
    return place;
  }

  /**
   * Makes a place for a new key, behind the place of the key in front of it. Returns undefined when the table is full or
   * frozen.
   */
  addKey(key: string, before: Place): Place | undefined {
    return this.#place(key, before, false);
  }

  /** As `addKey`, for a key inside of a value: makes a place only when the key has repeated, and within a quota. */
  addNestedKey(key: string, before: Place): Place | undefined {
    return !this.frozen && this.#isFrequent(key) ? this.#place(key, before, true) : undefined;
  }

  #isFrequent(key: string): boolean {
    if (this.#nestedSize >= kNestedShare * kMaxStrings || key.length > kMaxRepeatedLength)
      return false;
    const seen = (this.#nestedSeen ??= new Int32Array(kNestedSlots));
    const print = printOf(key);
    const slot = print & (kNestedSlots - 1);
    const once = (print << kCountBits) | 1;
    const last = seen[slot]!;
    const sightings = last >> kCountBits === once >> kCountBits ? (last & 3) + 1 : 1;
    seen[slot] = sightings === kNestedSightings ? 0 : once + sightings - 1;
    return sightings === kNestedSightings;
  }

  #place(key: string, before: Place, isNested: boolean): Place | undefined {
    const id = this.#add(key, isNested);
    if (id === undefined) return undefined;
    const place = new Place(internalized(key), id, isNested);
    this.#keys.set(place.key, place);
    before.predict(place);
    return place;
  }

  /** Writes a string: a reference if the table knows it at this place, else its text. */
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
    if (reference >= 0 && texts[slot] === text) {
      place.missesInARow = 0;
      if (place.usualReference === kStringTagInline) {
        place.usualText = texts[slot];
        place.usualReference = reference;
      }
      memory.words[at] = reference;
      return at + 1;
    }
    // A known string keeps its slot: two strings that share it would only replace each other in turn.
    if (reference >= 0 && texts[slot] !== '') {
      place.missesInARow++;
      return memory.inlineString(at, text);
    }
    return this.#writeSeen(memory, at, place, slot, text);
  }

  /** Writes a string that is not in the table, and counts it. */
  #writeSeen(memory: RecordMemory, at: number, place: Place, slot: number, text: string): number {
    const prints = (place.prints ??= Array<number>(kSlots).fill(0));
    const references = place.references!;
    const reference = references[slot]!;
    const print = printOf(text);
    if (reference >= 0 || prints[slot] !== print) {
      place.missesInARow++;
      prints[slot] = print;
      references[slot] = kSeenOnce;
      return memory.inlineString(at, text);
    }
    const id = reference === kSeenOften ? this.#add(text, place.isNested) : undefined;
    if (id === undefined) {
      references[slot] = Math.max(reference - 1, kSeenOften);
      return memory.inlineString(at, text);
    }
    references[slot] = id << kStringTagBits;
    place.texts![slot] = ownText(text);
    return memory.definedString(at, id, text);
  }

  #add(text: string, isNested: boolean): number | undefined {
    const bytes = countedStringBytes(text);
    if (this.frozen || this.#size >= kMaxStrings || this.#bytes + bytes > kMaxStringTableBytes)
      return undefined;
    if (isNested && !this.#takeNested(bytes)) return undefined;
    this.#bytes += bytes;
    return this.#size++;
  }

  #takeNested(bytes: number): boolean {
    if (
      this.#nestedSize >= kNestedShare * kMaxStrings ||
      this.#nestedBytes + bytes > kNestedShare * kMaxStringTableBytes
    )
      return false;
    this.#nestedSize++;
    this.#nestedBytes += bytes;
    return true;
  }
}

function slotOf(text: string): number {
  const { length } = text;
  return length === 0 ? 0 : (3 * length + text.charCodeAt(length - 1)) & (kSlots - 1);
}

/** Returns a number from the length and a few characters. Texts that share it, which is rare, may enter the table too early. */
function printOf(text: string): number {
  const { length } = text;
  const middle = length >>> 1;
  let print = length;
  print = (Math.imul(print, 31) + text.charCodeAt(0)) | 0;
  print = (Math.imul(print, 31) + text.charCodeAt(middle >>> 1)) | 0;
  print = (Math.imul(print, 31) + text.charCodeAt(middle)) | 0;
  print = (Math.imul(print, 31) + text.charCodeAt(middle + (middle >>> 1))) | 0;
  // A small integer: V8 stores it without an allocation.
  return (Math.imul(print, 31) + text.charCodeAt(length - 1)) & 0x3fffffff;
}
