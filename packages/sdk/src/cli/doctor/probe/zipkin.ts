import { getStringFromEnv } from '@opentelemetry/core';
import { maskedUrl } from '../../../environment/secrets.ts';
import type { Destination } from '../report.ts';
import { probeHttp } from './http.ts';

const kDefaultUrl = 'http://localhost:9411/api/v2/spans';
const kTimeoutMillis = 5_000;

/** Sends an empty list of spans to Zipkin. */
export async function probeZipkin(): Promise<Pick<Destination, 'endpoint' | 'answer' | 'problem'>> {
  const url = getStringFromEnv('OTEL_EXPORTER_ZIPKIN_ENDPOINT')?.trim() ?? kDefaultUrl;
  const endpoint = maskedUrl(url);
  if (!URL.canParse(url)) return { endpoint, problem: `the endpoint ${endpoint} is not a URL` };
  const target = { url, headers: {}, timeoutMillis: kTimeoutMillis, tls: {} };
  const content = { type: 'application/json', body: '[]', isCompressed: false };
  return { endpoint, answer: await probeHttp(target, { ...content, socketRequestPath: '/' }) };
}
