import { kMaxStringTableBytes, kMaxStrings, kStringTagBits, kStringTagInline } from './format.gen';
import { maxStringBytes, type RecordWriter } from './record-writer';

/** Values longer than this are not worth remembering. */
const kMaxRepeatedLength = 64;
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
export interface Place {
  /** The string reference of the key itself. */
  readonly reference: number;
  /** Equal to the serial number of the span that last had this key. */
  spanSerial: number;
  /** The key that followed this one when it was last seen, and its place: most spans list the same keys in a row. */
  nextKey: string | undefined;
  nextPlace: Place | undefined;
  lastText: string;
  lastReference: number;
  texts: string[] | undefined;
  /** Of each slot: the reference of its text, or how often it was seen, from `kSeenOnce` down. */
  references: number[] | undefined;
  missesInARow: number;
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
  /** While set, nothing new enters: the record may be refused after it is written. */
  frozen = false;

  /** A place for strings that are not values of an attribute key. */
  static place(reference = 0): Place {
    return {
      reference,
      spanSerial: -1,
      nextKey: undefined,
      nextPlace: undefined,
      lastText: '',
      lastReference: kStringTagInline,
      texts: undefined,
      references: undefined,
      missesInARow: 0,
    };
  }

  /** The place of a key, if it has one. `before` is the place of the key in front of it. */
  placeOf(key: string, before: Place | undefined): Place | undefined {
    if (before === undefined) return this.#keys.get(key);
    if (before.nextKey === key) return before.nextPlace;
    const place = this.#keys.get(key);
    if (place !== undefined) {
      before.nextKey = key;
      before.nextPlace = place;
    }
    return place;
  }

  /** Writes a key that has a place or gets one now. Undefined: the table takes nothing more. */
  writeKey(writer: RecordWriter, key: string, before: Place | undefined): Place | undefined {
    const place = this.placeOf(key, before);
    if (place === undefined) return this.writeNewKey(writer, key);
    writer.u32(place.reference);
    return place;
  }

  /** As {@link StringTable.writeKey}, for a key that has no place. */
  writeNewKey(writer: RecordWriter, key: string): Place | undefined {
    const id = this.#add(key);
    if (id === undefined) {
      writer.inlineString(key);
      return undefined;
    }
    writer.definedString(id, key);
    const place = StringTable.place(id << kStringTagBits);
    this.#keys.set(key, place);
    return place;
  }

  /** Writes a string that may repeat at its place. */
  writeAt(writer: RecordWriter, place: Place, text: string): void {
    if (place.missesInARow > kMaxMissesInARow) writer.inlineString(text);
    else if (text === place.lastText) writer.u32(place.lastReference);
    else if (text.length > kMaxRepeatedLength) writer.inlineString(text);
    else this.#writeRemembered(writer, place, text);
  }

  #writeRemembered(writer: RecordWriter, place: Place, text: string): void {
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
      writer.inlineString(text);
      return;
    }
    if (reference >= 0) {
      place.missesInARow = 0;
      place.lastText = text;
      place.lastReference = reference;
      writer.u32(reference);
      return;
    }
    const id = reference === kSeenOften ? this.#add(text) : undefined;
    if (id === undefined) {
      references[slot] = Math.max(reference - 1, kSeenOften);
      writer.inlineString(text);
    } else {
      references[slot] = id << kStringTagBits;
      writer.definedString(id, text);
    }
  }

  #add(text: string): number | undefined {
    const bytes = maxStringBytes(text);
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
