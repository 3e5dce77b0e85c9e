// Started with the preload: ends spans, and then the process is gone.
import { trace } from '@opentelemetry/api';

const tracer = trace.getTracer('killed');
for (let i = 0; i < 20; i++) tracer.startSpan('left').end();
process.kill(process.pid, 'SIGKILL');
