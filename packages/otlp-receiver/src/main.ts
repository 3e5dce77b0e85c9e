import { parseArgs } from 'node:util';

import { OtlpReceiver } from './receiver.ts';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    socket: { type: 'string' },
    'forward-to': { type: 'string' },
    'max-kept-spans': { type: 'string' },
  },
});

const receiver = await OtlpReceiver.start({
  port: Number(values.port),
  ...(values.socket !== undefined && { socketPath: values.socket }),
  ...(values['forward-to'] !== undefined && { forwardTo: new URL(values['forward-to']) }),
  ...(values['max-kept-spans'] !== undefined && { maxKeptSpans: Number(values['max-kept-spans']) }),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void receiver.close());
}
console.log(JSON.stringify({ url: receiver.url }));
