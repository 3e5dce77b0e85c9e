/**
 * A server that speaks the chat protocol of OpenAI. The model's name decides what it does: `slow` streams for long, `broken` breaks off,
 * `busy` refuses the first request, `refusing` refuses all, `repeating` gives all calls of tools one id, in two answers. Others call the tools
 * they are given once, twice in parallel, then answer.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

const usage = {
  prompt_tokens: 10,
  completion_tokens: 5,
  total_tokens: 15,
  prompt_tokens_details: { cached_tokens: 4 },
  completion_tokens_details: { reasoning_tokens: 2 },
};
const toolCalls = ['Rome', 'Oslo'].map((city, index) => ({
  index,
  id: `call_${index}`,
  type: 'function',
  function: { name: 'weather', arguments: JSON.stringify({ city }) },
}));
const kWords = ['Warm ', 'in ', 'Rome'];
const pause = () => new Promise((resolve) => setTimeout(resolve, 1));

/** Returns its address, and a function that closes it. */
export async function startModelStub() {
  let requests = 0;
  const server = createServer(async (request, response) => {
    const body = await json(request);
    requests++;
    const isRefused = body.model === 'refusing' || (body.model === 'busy' && requests === 1);
    if (isRefused) return refuse(response, body.model === 'busy' ? 429 : 400);
    if (request.url.endsWith('/embeddings')) return embed(response, body);
    const calls = toolCallsOf(body);
    return body.stream ? stream(response, body, calls) : answer(response, calls);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/v1`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function toolCallsOf({ model, tools, messages }) {
  const answers = messages.filter(({ role }) => role === 'assistant').length;
  if (tools === undefined || answers >= (model === 'repeating' ? 2 : 1)) return undefined;
  return model === 'repeating' ? toolCalls.map((call) => ({ ...call, id: 'call_0' })) : toolCalls;
}

function send(response, value, status = 200, headers = {}) {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(value));
}

function refuse(response, status) {
  const error = { message: 'refused', type: 'refusal', code: 'no' };
  send(response, { error }, status, { 'retry-after-ms': '1' });
}

function embed(response, { model, input }) {
  const data = [input]
    .flat()
    .map((_, index) => ({ object: 'embedding', index, embedding: [1, 2, 3] }));
  send(response, { object: 'list', data, model, usage: { prompt_tokens: 3, total_tokens: 3 } });
}

function answer(response, calls) {
  const message = calls
    ? { role: 'assistant', content: null, tool_calls: calls }
    : { role: 'assistant', content: kWords.join('') };
  const finish_reason = calls ? 'tool_calls' : 'stop';
  const choices = [{ index: 0, message, finish_reason }];
  send(response, {
    id: 'answer-1',
    object: 'chat.completion',
    created: 1,
    model: 'model-1',
    choices,
    usage,
  });
}

async function stream(response, { model }, calls) {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  const chunk = (value) =>
    response.write(
      `data: ${JSON.stringify({ id: 'answer-1', object: 'chat.completion.chunk', created: 1, model: 'model-1', ...value })}\n\n`,
    );
  const delta = (value, finish_reason = null) =>
    chunk({ choices: [{ index: 0, delta: value, finish_reason }] });
  if (calls) delta({ role: 'assistant', tool_calls: calls });
  else {
    const words = model === 'slow' ? Array(100_000).fill('word ') : kWords;
    for (const [index, content] of words.entries()) {
      if (response.destroyed) return;
      if (model === 'broken' && index === 2) return response.destroy();
      delta({ content });
      await pause();
    }
  }
  delta({}, calls ? 'tool_calls' : 'stop');
  chunk({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}
