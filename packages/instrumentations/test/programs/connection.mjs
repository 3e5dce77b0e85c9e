/** What is active while a connection is made, and in the listeners of requests that wait for it. */
import { context, trace } from '@opentelemetry/api';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import http from 'node:http';
import { once } from 'node:events';
import net from 'node:net';
import { Telemetry } from '../traffic/telemetry.mjs';
import { listen, print } from './common.mjs';

const telemetry = new Telemetry(process.argv[2]);
new HttpInstrumentation({ disableIncomingRequestInstrumentation: true });
const { url } = await listen((incoming, response) => setTimeout(() => response.end('hello'), 5));
const seen = [];
const note = (place) => seen.push(`${place}: ${trace.getActiveSpan()?.name}`);

class Agent extends http.Agent {
  createConnection(options, callback) {
    note('connect');
    return super.createConnection(options, callback);
  }
}

/** An agent that does not inherit from Node's. */
const foreign = {
  defaultPort: 80,
  protocol: 'http:',
  addRequest(request, { host, port }) {
    note('foreign connect');
    request.onSocket(net.connect({ host, port }));
  },
};

async function get(path, agent) {
  const span = telemetry.tracer.startSpan(`caller of ${path}`);
  await context.with(trace.setSpan(context.active(), span), async () => {
    const request = http.get(url + path, { agent, headers: { host: 'other.example' } });
    const [response] = await once(request, 'response');
    note(`response of ${path}`);
    response.on('end', () => note(`end of ${path}`)).resume();
    await once(response, 'end');
  });
  span.end();
}

const one = new Agent({ keepAlive: true, maxSockets: 1 });
await Promise.all([get('/first', one), get('/second', one)]);
await get('/third', one);
await get('/foreign', foreign);
const { spans } = await telemetry.take();
print({
  seen: seen.sort(),
  parents: spans.map(({ parent }) => parent.trim()).sort(),
  ports: spans.map(({ attributes }) => attributes['server.port'] === Number(new URL(url).port)),
});
process.exit();
