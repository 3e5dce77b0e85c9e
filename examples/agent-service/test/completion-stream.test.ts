import assert from 'node:assert/strict';
import { test } from 'node:test';

import { readCompletion } from '../src/service/completion-stream.ts';
import { completionChunks } from '../src/upstream/completion-chunks.ts';

function eventStream(events: readonly string[], pieceBytes: number): ReadableStream<Uint8Array> {
  const bytes = Buffer.from(events.map((data) => `data: ${data}\n\n`).join(''));
  const pieces = Math.ceil(bytes.length / pieceBytes);
  return ReadableStream.from(
    Array.from({ length: pieces }, (_, index) =>
      bytes.subarray(index * pieceBytes, (index + 1) * pieceBytes),
    ),
  );
}

const chunksFor = (role: string, content: string) =>
  completionChunks({ model: 'm', messages: [{ role, content }] }).map((chunk) =>
    JSON.stringify(chunk),
  );

test('puts a text together, wherever the network cut it', async () => {
  const result = JSON.stringify({ city: 'Zürich', celsius: 3, sky: 'cloudy 😀' });
  const events = [...chunksFor('tool', result), '[DONE]'];
  for (const pieceBytes of [1, 7, 100_000]) {
    let seen = 0;
    const completion = await readCompletion(eventStream(events, pieceBytes), () => (seen += 1));
    assert.equal(completion.content, 'It is 3 degrees and cloudy 😀 in Zürich.');
    assert.equal(completion.finishReason, 'stop');
    assert.ok(completion.inputTokens > 0 && completion.outputTokens > 0);
    assert.equal(seen, events.length - 1);
  }
});

test('puts a tool call together', async () => {
  const events = [...chunksFor('user', 'Is it cold in Quito?'), '[DONE]'];
  const completion = await readCompletion(eventStream(events, 10), () => {});
  const [call] = completion.toolCalls;
  assert.equal(completion.toolCalls.length, 1);
  assert.equal(call?.name, 'get_weather');
  assert.deepEqual(JSON.parse(call?.arguments ?? ''), { city: 'Quito' });
  assert.equal(completion.finishReason, 'tool_calls');
});

test('refuses a stream that ends too early', async () => {
  const events = chunksFor('user', 'Is it cold in Quito?').slice(0, 2);
  await assert.rejects(
    readCompletion(eventStream(events, 50), () => {}),
    /broke off/,
  );
  await assert.rejects(
    readCompletion(eventStream([], 50), () => {}),
    /broke off/,
  );
});
