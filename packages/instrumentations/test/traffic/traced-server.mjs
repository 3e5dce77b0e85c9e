/** A server that the instrumentation records, and notes of which span is active where. */
import { trace } from '@opentelemetry/api';
import { EventEmitter } from 'node:events';
import { listen } from './listen.mjs';
import { answer } from './server.mjs';

/** Events of requests and responses whose listeners have a context. */
const kRequestEvents = ['data', 'end', 'close'];
const kResponseEvents = ['finish', 'close'];

export async function startTracedServer() {
  const notes = [];
  /** Emits the name of each step whose request has arrived. */
  const arrivals = new EventEmitter();
  const note = (place) => {
    notes.push([place, trace.getActiveSpan()?.spanContext().spanId]);
  };
  const { server, origin, close } = await listen((request, response) => {
    const at = (place) => note(`server ${request.url} ${place}`);
    at(`handler, traceparent: ${request.headers.traceparent !== undefined}`);
    for (const event of kRequestEvents) request.once(event, () => at(`request ${event}`));
    for (const event of kResponseEvents) response.once(event, () => at(`response ${event}`));
    setImmediate(() => at('turn'));
    Promise.resolve().then(() => at('promise'));
    answer(request, response);
    arrivals.emit(request.headers['x-step'] ?? request.url);
  });
  server.on('upgrade', (request, socket) => {
    note(`server ${request.url} upgrade`);
    socket.on('data', () => note(`server ${request.url} upgraded data`));
    socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: echo\r\n\r\n');
  });
  server.on('connect', (request, socket) => {
    note(`server ${request.url} connect`);
    socket.end('HTTP/1.1 200 Connected\r\n\r\n');
  });
  server.on('clientError', (error, socket) => {
    note(`server client error ${error.code}`);
    socket.destroy();
  });
  const take = (nameOf) =>
    notes
      .splice(0)
      .map(([place, spanId]) => `${place}: ${nameOf(spanId)}`)
      .sort();
  return { origin, arrivals, note, take, close };
}
