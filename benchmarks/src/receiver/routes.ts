/** What the receiver takes and answers, besides OTLP: the protocols of agents that do not speak it. */
import { countSpans } from './count-spans.ts';
import { countDatadogSpans, countElasticSpans, countNewRelicSpans } from './count-traces.ts';

/** Where spans may be sent: a path, and how they are counted in a body. Throws for a body that is not valid. */
export const spanRoutes: Readonly<Record<string, (body: Uint8Array) => number>> = {
  '/v1/traces': countSpans,
  '/v0.4/traces': countDatadogSpans,
  '/intake/v2/events': countElasticSpans,
};

/** What agents ask before they send; the answers that a real server gives, as short as they may be. */
export const questions: Readonly<Record<string, string>> = {
  // Datadog's agent: which protocols it speaks.
  '/info': JSON.stringify({
    version: '7.60.0',
    endpoints: ['/v0.4/traces'],
    client_drop_p0s: false,
  }),
  // Elastic's server: its version.
  '/': JSON.stringify({ version: '8.17.0', build_sha: 'stand-in', publish_ready: true }),
};

/** The answer to a span export of Datadog: sampling rates by service; to all others an empty one is right. */
export const answers: Readonly<Record<string, string>> = {
  '/v0.4/traces': JSON.stringify({ rate_by_service: { 'service:,env:': 1 } }),
};

const newRelicPath = '/agent_listener/invoke_raw_method';
/** Milliseconds between two reports of span events; New Relic's own default is a minute. */
const newRelicReportMs = 5_000;

/** New Relic's collector has one path, and a `method` in its query. */
export function newRelicMethod(url: URL): string | undefined {
  if (url.pathname !== newRelicPath) return undefined;
  return url.searchParams.get('method') ?? '';
}

/** The answer of New Relic's collector to a method; `host` is where the agent shall send everything else. */
export function newRelicAnswer(method: string, host: string): string {
  const answers: Record<string, unknown> = {
    preconnect: { redirect_host: host, security_policies: {} },
    connect: {
      agent_run_id: 'stand-in',
      account_id: '1',
      primary_application_id: '1',
      trusted_account_key: '1',
      collect_traces: true,
      collect_span_events: true,
      event_harvest_config: {
        report_period_ms: newRelicReportMs,
        harvest_limits: { span_event_data: 10_000 },
      },
      span_event_harvest_config: { report_period_ms: newRelicReportMs, harvest_limit: 10_000 },
    },
  };
  return JSON.stringify({ return_value: answers[method] ?? null });
}

/** Spans in what New Relic's agent sends with `method`: none but for `span_event_data`. */
export function countOfNewRelic(method: string, body: Uint8Array): number {
  return method === 'span_event_data' ? countNewRelicSpans(body) : 0;
}
