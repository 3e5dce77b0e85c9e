/** A server over HTTP, or over TLS if the environment names a certificate. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';

const { TEST_CERTIFICATE: certificate, TEST_KEY: key } = process.env;

export async function listen(listener) {
  const server =
    certificate === undefined
      ? http.createServer(listener)
      : https.createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const scheme = certificate === undefined ? 'http' : 'https';
  const origin = `${scheme}://127.0.0.1:${server.address().port}`;
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { server, origin, close };
}
