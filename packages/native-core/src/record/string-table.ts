import { kMaxStringTableBytes, kMaxStrings, kStringTagBits, kStringTagInline } from './format.gen';
import { internalized, ownText } from './own-text';
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
 * few of their characters choose, because hashing a whole fresh string costs more than writing it. What has not entered
 * the table leaves only its print in a slot: a string here would keep whatever it is a part of.
 */
export class Place {
  readonly key: string;
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
  /** For each slot, the print of the text that was seen there last. */
  prints: number[] | undefined = undefined;
  /** For each slot, the reference of its text, or how often its print was seen, from `kSeenOnce` down. */
  references: number[] | undefined = undefined;
  missesInARow = 0;

  constructor(key: string, keyId: number) {
    this.key = key;
    this.head = keyId << kKeyShift;
  }

  /** Expects the key behind this one the next time; what was expected first becomes the other guess. */
  predict(place: Place): void {
    this.otherKey = this.nextKey;
    this.otherPlace = this.nextPlace;
    this.nextKey = place.key;
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
    return new Place('', 0);
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

  /** What was defined may be lost: everything is learnt anew, under ids that were never used. */
  forget(): void {
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
    if (place !== undefined) before.predict(place);
    return place;
  }

  /**
   * Gives a key that has no place one, behind that of the key in front of it; undefined when the table takes nothing
   * more.
   */
  addKey(key: string, before: Place): Place | undefined {
    const id = this.#add(key);
    if (id === undefined) return undefined;
    const place = new Place(internalized(key), id);
    this.#keys.set(place.key, place);
    before.predict(place);
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
    if (reference >= 0 && texts[slot] === text) {
      place.missesInARow = 0;
      if (place.usualReference === kStringTagInline) {
        place.usualText = texts[slot];
        place.usualReference = reference;
      }
      memory.words[at] = reference;
      return at + 1;
    }
    // A string that the table knows keeps its slot: another one would only take its turn with it.
    if (reference >= 0 && texts[slot] !== '') {
      place.missesInARow++;
      return memory.inlineString(at, text);
    }
    return this.#writeSeen(memory, at, place, slot, text);
  }

  /** A string that the table does not know, but may have seen. */
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
    const id = reference === kSeenOften ? this.#add(text) : undefined;
    if (id === undefined) {
      references[slot] = Math.max(reference - 1, kSeenOften);
      return memory.inlineString(at, text);
    }
    references[slot] = id << kStringTagBits;
    place.texts![slot] = ownText(text);
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

/** A number that texts seldom share: of their length and a few characters. Those that do may enter the table too early. */
function printOf(text: string): number {
  const { length } = text;
  const middle = length >>> 1;
  let print = length;
  print = (Math.imul(print, 31) + text.charCodeAt(0)) | 0;
  print = (Math.imul(print, 31) + text.charCodeAt(middle >>> 1)) | 0;
  print = (Math.imul(print, 31) + text.charCodeAt(middle)) | 0;
  print = (Math.imul(print, 31) + text.charCodeAt(middle + (middle >>> 1))) | 0;
  // A small integer, which V8 keeps without allocating.
  return (Math.imul(print, 31) + text.charCodeAt(length - 1)) & 0x3fffffff;
}
