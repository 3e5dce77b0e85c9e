import {
  kMaxStringTableBytes,
  kMaxStrings,
  kStringTagBits,
  kStringTagInline,
} from './format.gen';
import { maxStringBytes, type RecordWriter } from './record-writer';

/** Values longer than this are not worth remembering. */
const kMaxRepeatedLength = 64;
/** Different values remembered for one place. */
const kMaxValuesPerPlace = 64;
/** After so many new values in a row a place is taken to hold a different one every time. */
const kMaxMissesInARow = 256;
/** What the map of a place says of a value that was seen once: not in the table yet. */
const kSeenOnce = -1;

/** What was seen at one place: the values of one attribute key, or the names of spans. */
export interface Place {
  /** The string reference of the key itself. */
  readonly reference: number;
  /** Equal to the serial number of the span that last had this key. */
  spanSerial: number;
  lastText: string;
  lastReference: number;
  ids: Map<string, number> | undefined;
  missesInARow: number;
}

/**
 * The JavaScript half of a pipeline's string table (docs/record-format.md): which strings the native half knows, and
 * which are worth telling it. Keys enter at first sight; values and names when they come a second time, as most values
 * of an attribute either repeat soon or never.
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
      lastText: '',
      lastReference: kStringTagInline,
      ids: undefined,
      missesInARow: 0,
    };
  }

  placeOf(key: string): Place | undefined {
    return this.#keys.get(key);
  }

  /** Writes a key that has a place or gets one now. Undefined: the table takes nothing more. */
  writeKey(writer: RecordWriter, key: string): Place | undefined {
    const place = this.#keys.get(key);
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
    if (text === place.lastText) writer.u32(place.lastReference);
    else if (text.length > kMaxRepeatedLength || place.missesInARow > kMaxMissesInARow) writer.inlineString(text);
    else this.#writeRemembered(writer, place, text);
  }

  #writeRemembered(writer: RecordWriter, place: Place, text: string): void {
    place.ids ??= new Map();
    const known = place.ids.get(text);
    if (known !== undefined && known !== kSeenOnce) {
      place.missesInARow = 0;
      place.lastText = text;
      place.lastReference = known << kStringTagBits;
      writer.u32(place.lastReference);
      return;
    }
    const id = known === kSeenOnce ? this.#add(text) : undefined;
    if (id !== undefined) {
      place.ids.set(text, id);
      writer.definedString(id, text);
      return;
    }
    place.missesInARow++;
    if (known === undefined) remember(place, text);
    writer.inlineString(text);
  }

  #add(text: string): number | undefined {
    const bytes = maxStringBytes(text);
    if (this.frozen || this.#size >= kMaxStrings || this.#bytes + bytes > kMaxStringTableBytes) return undefined;
    this.#bytes += bytes;
    return this.#size++;
  }
}

function remember(place: Place, text: string): void {
  const ids = place.ids!;
  if (ids.size >= kMaxValuesPerPlace) {
    for (const [seen, id] of ids) if (id === kSeenOnce) ids.delete(seen);
    if (ids.size >= kMaxValuesPerPlace) return;
  }
  ids.set(text, kSeenOnce);
}
