import { membersOf, textOf } from '../clients/members';

/** Names of classes of errors, as texts of errors begin. */
const kClass = /^([A-Z]\w{0,99}(?:Error|Exception|Triggered|Exceeded))\b/;

/** Returns the error of a span of the Agents SDK, which keeps the texts of errors alone; undefined if it has none. */
export function spanError(error: unknown): Error | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { message, data } = membersOf(error);
  const about = membersOf(data);
  const text = textOf(about['error']) ?? textOf(message) ?? '';
  const failure = new Error(text);
  const name = kClass.exec(text)?.[1];
  failure.name = name ?? '_OTHER';
  // The place where it was made is ours.
  delete failure.stack;
  return failure;
}
