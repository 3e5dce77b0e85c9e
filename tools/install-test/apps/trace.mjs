// A trace of two spans, by whichever SDK the preload or the environment has registered.
import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('install-test');
tracer.startActiveSpan('parent', (parent) => {
  tracer.startSpan('child').end();
  parent.end();
});
console.log('the application ended');
