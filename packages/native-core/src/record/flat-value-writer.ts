import type { FlatValue } from './flat-value';
import { kArrayToken, kMapToken } from './flat-value';
import {
  kMaxValueDepth,
  kStringTagDefine,
  kValueTypeArray,
  kValueTypeBits,
  kValueTypeMap,
  kValueTypeString,
} from './format.gen';
import { kMinLongLength } from './long-text';
import type { RecordMemory } from './record-memory';
import type { Place, StringTable } from './string-table';
import { kInlineKey, writeScalar } from './value-encoder';

/** For each container around the present one: how much of it is left. Negative for arrays: -1 means that nothing is left. */
const outer = new Int32Array(kMaxValueDepth);

/**
 * Writes flat values in one pass, without recursion. Keys and texts go through the string table.
 *
 * The place of a key predicts the next key in the order of the record, whatever the levels of both: values of one kind have
 * the same shape again and again.
 */
export class FlatValueWriter {
  readonly #strings: StringTable;

  constructor(strings: StringTable) {
    this.#strings = strings;
  }

  /**
   * Writes a value. Writes `head`, which holds the key, with the type of the value to `headAt`, and the rest to `at`.
   * @param owner the place of the key that the value belongs to
   */
  write(
    memory: RecordMemory,
    headAt: number,
    head: number,
    at: number,
    { tokens, length }: FlatValue,
    owner: Place,
  ): number {
    const { words } = memory;
    const strings = this.#strings;
    let valueHeadAt = headAt;
    let valueHead = head;
    let end = at;
    let before = owner;
    let place: Place | undefined = owner;
    let left = 0;
    let isMap = false;
    let depth = 0;
    for (let i = 0; i < length;) {
      const token = tokens[i++];
      if (typeof token === 'string') {
        if (place === undefined || token.length >= kMinLongLength) {
          end = writeScalar(memory, valueHeadAt, valueHead, end, token);
        } else {
          words[valueHeadAt] = valueHead | kValueTypeString;
          end = strings.writeAt(memory, end, place, token);
        }
      } else if (token === kMapToken || token === kArrayToken) {
        outer[depth++] = isMap ? left : -left - 1;
        isMap = token === kMapToken;
        left = tokens[i++] as number;
        words[valueHeadAt] = valueHead | (isMap ? kValueTypeMap : kValueTypeArray);
        words[end++] = left;
      } else {
        end = writeScalar(memory, valueHeadAt, valueHead, end, token);
      }
      while (left === 0 && depth > 0) {
        const count = outer[--depth]!;
        isMap = count >= 0;
        left = isMap ? count : -count - 1;
      }
      if (i >= length) break;
      left--;
      valueHeadAt = end++;
      valueHead = 0;
      if (!isMap) continue;
      const key = tokens[i++] as string;
      place = strings.placeOf(key, before);
      if (place !== undefined) valueHead = place.head;
      else {
        place = strings.addNestedKey(key, before);
        valueHead =
          place === undefined ? kInlineKey : place.head | (kStringTagDefine << kValueTypeBits);
        end = memory.lengthAndText(end, key);
      }
      if (place !== undefined) before = place;
    }
    return end;
  }
}
