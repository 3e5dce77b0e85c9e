// A provider that is still there when nothing is left to do.
import { endSpans, makeProvider } from './setup.mjs';

const provider = makeProvider();
endSpans(provider, 'span', 1);
await provider.forceFlush();
console.log('flushed');
