import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** Where `OTEL_EXPORTER_OTLP_*` says that traces go to; undefined without such a variable. */
export function collectorEndpoint(env: NodeJS.ProcessEnv): URL | undefined {
  const own = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'];
  const shared = env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (!own && !shared) return undefined;
  const protocol = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'] ?? env['OTEL_EXPORTER_OTLP_PROTOCOL'];
  if (protocol && protocol !== 'http/protobuf') {
    throw new Error(`the demo sends http/protobuf; OTEL_EXPORTER_OTLP_PROTOCOL is ${protocol}`);
  }
  const text = own || shared || '';
  if (!/^https?:/.test(text) || !URL.canParse(text)) {
    throw new Error(`not an HTTP URL: ${text} (from OTEL_EXPORTER_OTLP_ENDPOINT)`);
  }
  return new URL(own ? text : `${text.replace(/\/$/, '')}/v1/traces`);
}

/** Header settings that the Collector may ask for; everything else of `OTEL_*` is kept from the service. */
export function collectorHeaders(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['OTEL_EXPORTER_OTLP_HEADERS', 'OTEL_EXPORTER_OTLP_TRACES_HEADERS'];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** Sends an empty request. Throws where nobody answers, before any load is made. */
export async function checkCollector(endpoint: URL): Promise<void> {
  const request = endpoint.protocol === 'https:' ? httpsRequest : httpRequest;
  await new Promise<void>((resolve, reject) => {
    const options = { method: 'POST', headers: { 'content-type': 'application/x-protobuf' } };
    const sent = request(endpoint, options, (response) => {
      response.resume();
      resolve();
    });
    sent.setTimeout(5_000, () => sent.destroy(new Error('no answer within 5 s')));
    sent.on('error', ({ message }) =>
      reject(new Error(`no Collector at ${endpoint.href}: ${message}`)),
    );
    sent.end();
  });
}
