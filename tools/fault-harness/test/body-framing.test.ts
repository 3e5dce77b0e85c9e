import assert from 'node:assert/strict';
import { test } from 'node:test';
import { framingOf } from '../src/server/body-framing.ts';

/** What is taken of this much of a body; undefined where it is not whole. */
function taken(head: string, bytes: string): [body: string, rest: string] | undefined {
  const all = Buffer.from(bytes);
  const found = framingOf(`POST / HTTP/1.1\r\n${head}`).take(all);
  return found && [found.body.toString(), all.subarray(found.takenBytes).toString()];
}

test('a body of a length', () => {
  assert.deepEqual(taken('Content-Length: 4', 'bodyrest'), ['body', 'rest']);
  assert.equal(taken('Content-Length: 4', 'bod'), undefined);
});

test('a body in chunks', () => {
  const whole = '2\r\nbo\r\n2;a=b\r\ndy\r\n0\r\n\r\n';
  assert.deepEqual(taken('Transfer-Encoding: chunked', `${whole}rest`), ['body', 'rest']);
  for (let bytes = 0; bytes < whole.length; bytes++)
    assert.equal(taken('Transfer-Encoding: chunked', whole.slice(0, bytes)), undefined);
});

test('a body of neither', () => {
  assert.throws(() => taken('Host: here', 'body'), /without a length/);
});
