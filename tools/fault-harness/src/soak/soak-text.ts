import type { PlainAttributes } from 'otlp-receiver';

const kAlphabet = 'abcdefghijklmnopqrstuvwxyz';

/** Whether the text is the one of the index and the length beside it, as native/text-of.hpp makes it. */
export function hasItsText({ index, bytes, text }: PlainAttributes): boolean {
  const begin = Number(index) % kAlphabet.length;
  const length = Number(bytes);
  const repeats = Math.ceil((begin + length) / kAlphabet.length);
  return text === kAlphabet.repeat(repeats).slice(begin, begin + length);
}
