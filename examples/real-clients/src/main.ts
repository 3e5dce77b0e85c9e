/** Runs each client under the official SDK and under ours, and compares what was exported. Fails on a difference. */
import assert from 'node:assert/strict';

import { startUpstream } from 'agent-service/processes';
import { runAll } from 'module-systems/run-all';

import { receiveSpans, type Client } from './client.ts';
import { clients } from './clients.ts';
import { comparable } from './comparable.ts';
import { startModelProvider } from './model-provider.ts';

const upstream = await startUpstream();
const { server, url } = await startModelProvider();
const modelUrls = {
  MODEL_URL: url,
  STREAMING_MODEL_URL: upstream.url.replace('/chat/completions', ''),
};

await runAll(clients.map((client) => ({ name: client.name, run: () => compare(client) })));

server.close();
server.closeAllConnections();
await upstream.stop();

async function compare(client: Client): Promise<string> {
  const withModels = { ...client, env: { ...modelUrls, ...client.env } };
  // Both at once: neither waits for the other.
  const [official, native] = await Promise.all([
    receiveSpans(withModels, client.preloads.official),
    receiveSpans(withModels, client.preloads.native),
  ]);
  assert.deepEqual(comparable(native), comparable(official));
  assert.ok(native.length >= client.minSpans, `only ${native.length} spans`);
  return `${native.length} spans`;
}
