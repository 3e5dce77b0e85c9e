import type { ServerResponse } from 'node:http';
import type { Body } from './protocol.ts';

const kUsage = { input_tokens: 20, output_tokens: 8, total_tokens: 28 };
const kHead = { id: 'response-1', object: 'response', created_at: 1, model: 'local-model' };
const kWords = ['It ', 'is ', 'warm.'];

/** Answers `POST /responses`, the protocol of OpenAI's responses, whole or as a stream. */
export function answerResponses(body: Body, response: ServerResponse): void {
  const whole = { ...kHead, status: 'completed', output: outputOf(body), usage: kUsage };
  if (body['stream'] === true) return stream(body, response, whole);
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify(whole));
}

function stream(
  { model }: Body,
  response: ServerResponse,
  whole: Body & { output: readonly Body[] },
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  let sequence_number = 0;
  const send = (event: Body) => {
    const data = JSON.stringify({ ...event, sequence_number: sequence_number++ });
    response.write(`event: ${event['type']}\ndata: ${data}\n\n`);
  };
  const start = { ...kHead, status: 'in_progress', output: [] };
  send({ type: 'response.created', response: start });
  for (const [output_index, item] of whole.output.entries()) {
    const at = { item_id: item['id'], output_index };
    send({ type: 'response.output_item.added', output_index, item });
    if (item['type'] === 'message') {
      const text = { type: 'response.output_text.delta', ...at, content_index: 0 };
      for (const delta of kWords) send({ ...text, delta });
    } else {
      const given = { type: 'response.function_call_arguments.delta', ...at };
      send({ ...given, delta: item['arguments'] });
    }
    // What was written must have left first: a client that gets nothing asks again.
    if (model === 'broken') return void response.write('\n', () => response.destroy());
    send({ type: 'response.output_item.done', output_index, item });
  }
  send({ type: 'response.completed', response: whole });
  response.end();
}

/** Calls each of the given tools with `{"city":"Rome"}`, unless it was called before. Then answers. */
function outputOf({ tools, input }: Body): Body[] {
  const called = new Set(callsIn(input).map(({ name }) => name));
  const due = ((tools ?? []) as { name: string }[]).filter(({ name }) => !called.has(name));
  if (due.length === 0) {
    const content = [{ type: 'output_text', text: kWords.join(''), annotations: [] }];
    return [{ id: 'message-1', type: 'message', role: 'assistant', status: 'completed', content }];
  }
  return due.map(({ name }) => ({
    id: `item-${name}`,
    type: 'function_call',
    call_id: `call_${name}`,
    status: 'completed',
    name,
    arguments: '{"city":"Rome"}',
  }));
}

function callsIn(input: unknown): { name?: unknown }[] {
  const items = Array.isArray(input) ? (input as { type?: unknown; name?: unknown }[]) : [];
  return items.filter(({ type }) => type === 'function_call');
}
