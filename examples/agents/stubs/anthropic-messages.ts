import type { ServerResponse } from 'node:http';
import type { Body } from './protocol.ts';

const kUsage = { input_tokens: 20, output_tokens: 8 };
const kHead = { id: 'msg-1', type: 'message', role: 'assistant', model: 'local-model' };
const kWords = ['It ', 'is ', 'warm.'];

/** Answers `POST /messages`, the protocol of Anthropic, whole or as a stream. */
export function answerMessages(body: Body, response: ServerResponse): void {
  const content = contentOf(body);
  const stop_reason = content[0]?.['type'] === 'text' ? 'end_turn' : 'tool_use';
  if (body['stream'] === true) return stream(body, response, content, stop_reason);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...kHead, content, stop_reason, usage: kUsage }));
}

function stream(
  { model }: Body,
  response: ServerResponse,
  content: readonly Body[],
  stop_reason: string,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (event: Body) =>
    response.write(`event: ${event['type']}\ndata: ${JSON.stringify(event)}\n\n`);
  const start = { ...kHead, content: [], stop_reason: null };
  send({ type: 'message_start', message: { ...start, usage: { ...kUsage, output_tokens: 1 } } });
  for (const [index, block] of content.entries()) {
    const isText = block['type'] === 'text';
    const content_block = isText ? { type: 'text', text: '' } : { ...block, input: {} };
    send({ type: 'content_block_start', index, content_block });
    const deltas = isText
      ? kWords.map((text) => ({ type: 'text_delta', text }))
      : [{ type: 'input_json_delta', partial_json: JSON.stringify(block['input']) }];
    for (const delta of deltas) send({ type: 'content_block_delta', index, delta });
    send({ type: 'content_block_stop', index });
  }
  // What was written must have left first: a client that gets nothing asks again.
  if (model === 'broken') return void response.write('\n', () => response.end());
  const { output_tokens } = kUsage;
  send({ type: 'message_delta', delta: { stop_reason }, usage: { output_tokens } });
  send({ type: 'message_stop' });
  response.end();
}

/** Calls each of the given tools with `{"city":"Rome"}` until there is a result. */
function contentOf({ tools, messages }: Body): Body[] {
  const given = (tools ?? []) as { name: string }[];
  const hasResults = JSON.stringify(messages).includes('"tool_result"');
  if (given.length === 0 || hasResults) return [{ type: 'text', text: kWords.join('') }];
  return given.map(({ name }, index) => ({
    type: 'tool_use',
    id: `call_${index}`,
    name,
    input: { city: 'Rome' },
  }));
}
