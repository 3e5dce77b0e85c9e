/** What the programs of tests need: a server of their own, and requests to it. */
import { once } from 'node:events';
import http from 'node:http';

export async function listen(listener) {
  const server = http.createServer(listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${server.address().port}` };
}

/** Makes a request with `http.request()`, and resolves to its status when the response was read. */
export async function request(url, options = {}) {
  const made = http.request(url, options);
  made.end();
  const [response] = await once(made, 'response');
  response.resume();
  await once(response, 'end');
  await new Promise(setImmediate);
  return response.statusCode;
}

export async function fetchText(url) {
  return (await fetch(url)).text();
}

export function print(value) {
  console.log(JSON.stringify(value));
}
