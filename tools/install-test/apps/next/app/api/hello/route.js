import { trace } from '@opentelemetry/api';

export const dynamic = 'force-dynamic';

export function GET() {
  return trace.getTracer('install-test').startActiveSpan('handler', (span) => {
    span.end();
    return new Response('hello');
  });
}
