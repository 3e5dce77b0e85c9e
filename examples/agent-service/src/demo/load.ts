import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';

export interface LoadOptions {
  readonly requests: number;
  /** Requests under way at a time. */
  readonly concurrency: number;
  readonly onAnswer?: () => void;
}

const cities = ['Berlin', 'Nairobi', 'Quito'];

/** Asks the service so many questions. Throws on the first answer that is not the expected one. */
export async function sendChats(serviceUrl: string, options: LoadOptions): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: options.concurrency });
  let next = 0;
  const worker = async () => {
    while (next < options.requests) {
      const index = next++;
      await chat(serviceUrl, agent, index);
      options.onAnswer?.();
    }
  };
  try {
    await Promise.all(Array.from({ length: options.concurrency }, worker));
  } finally {
    // Also ends the other workers after a failure.
    next = options.requests;
    agent.destroy();
  }
}

async function chat(serviceUrl: string, agent: Agent, index: number): Promise<void> {
  const city = cities[index % cities.length];
  const question = { conversationId: `conversation-${index}`, message: `Is it cold in ${city}?` };
  const { status, body } = await post(`${serviceUrl}/chat`, agent, JSON.stringify(question));
  const { reply } = body as { reply?: string };
  if (status !== 200 || !reply?.includes(`in ${city}.`)) {
    throw new Error(`the service answered ${status} ${JSON.stringify(body)}`);
  }
}

function post(url: string, agent: Agent, body: string): Promise<{ status: number; body: unknown }> {
  const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      json(response).then(
        (parsed) => resolve({ status: response.statusCode ?? 0, body: parsed }),
        reject,
      );
    });
    sent.on('error', reject).end(body);
  });
}
