// Leaves two spans open, one inside the other, and ends as WAY says.
import { ROOT_CONTEXT, trace } from '@opentelemetry/api';
import { makeProvider } from './setup.mjs';

const provider = makeProvider({ exportOpenSpansAtExit: process.env.OPTION === 'true' });
const tracer = provider.getTracer('program');
const outer = tracer.startSpan('outer', { attributes: { kept: 'yes' } });
tracer.startSpan('inner', {}, trace.setSpan(ROOT_CONTEXT, outer));
tracer.startSpan('finished').end();

const ways = {
  exit: () => process.exit(0),
  throw: () => {
    throw new Error('uncaught');
  },
  normal: () => {},
  shutdown: () => provider.shutdown(),
};
await ways[process.env.WAY]();
