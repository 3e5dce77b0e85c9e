import type { ServerResponse } from 'node:http';
import type { Body } from './protocol.ts';

const kUsage = { prompt_tokens: 20, completion_tokens: 8, total_tokens: 28 };
const kHead = { id: 'chat-1', created: 1, model: 'local-model' };
const kWords = ['It ', 'is ', 'warm.'];

/** Answers `POST /chat/completions`, the protocol of OpenAI's chats, whole or as a stream. */
export function answerChat(body: Body, response: ServerResponse): void {
  const calls = toolCalls(body);
  const reason = calls === undefined ? 'stop' : 'tool_calls';
  if (body['stream'] === true) return stream(body, response, calls, reason);
  const content = calls === undefined ? kWords.join('') : null;
  const message = { role: 'assistant', content, ...(calls && { tool_calls: calls }) };
  const choices = [{ index: 0, message, finish_reason: reason }];
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ ...kHead, object: 'chat.completion', choices, usage: kUsage }));
}

function stream(
  { model }: Body,
  response: ServerResponse,
  calls: Body[] | undefined,
  reason: string,
): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const send = (value: Body) => {
    const chunk = { ...kHead, object: 'chat.completion.chunk', ...value };
    response.write(`data: ${JSON.stringify(chunk)}\n\n`);
  };
  const delta = (value: Body, finish_reason: string | null = null) =>
    send({ choices: [{ index: 0, delta: value, finish_reason }] });
  if (calls === undefined) for (const content of kWords) delta({ role: 'assistant', content });
  else delta({ role: 'assistant', tool_calls: calls });
  // What was written must have left first: a client that gets nothing asks again.
  if (model === 'broken') return void response.write('\n', () => response.destroy());
  delta({}, reason);
  send({ choices: [], usage: kUsage });
  response.end('data: [DONE]\n\n');
}

/** Calls each of the given tools with `{"city":"Rome"}` until there is a result. */
function toolCalls({ tools, messages }: Body): Body[] | undefined {
  const given = (tools ?? []) as { function: { name: string } }[];
  const hasResults = (messages as Body[]).some(({ role }) => role === 'tool');
  if (given.length === 0 || hasResults) return undefined;
  return given.map(({ function: { name } }, index) => ({
    index,
    id: `call_${index}`,
    type: 'function',
    function: { name, arguments: '{"city":"Rome"}' },
  }));
}
