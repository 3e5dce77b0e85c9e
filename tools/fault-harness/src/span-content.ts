import { createHash } from 'node:crypto';

/**
 * What the application puts into span number `index`, and what the receiver has to find in it: the sender and the
 * receiver both make it from the number alone.
 */
export function contentOf(index: number, textBytes: number) {
  const digest = createHash('sha1').update(`span ${index}`).digest('hex');
  const text = digest.repeat(Math.ceil(textBytes / digest.length)).slice(0, textBytes);
  return { name: `work ${index % 7}`, attributes: { index, digest, text } };
}
