// Starts the SDK of the first argument once for each environment of a list, records the same spans and prints what was
// propagated. Ids come from a counter, so that decisions and identities are the same for every SDK.
const { context, propagation, trace, ROOT_CONTEXT, SpanKind } = require('@opentelemetry/api');
const { readFileSync } = require('node:fs');
const { setTimeout: delay } = require('node:timers/promises');

/** Long enough for a small file to be read, which the official SDK's console exporter waits for. */
const kLatePrintsMillis = 30;
const kMostWaits = 200;

const [, , packageName, how, listPath] = process.argv;
const cases = JSON.parse(readFileSync(listPath, 'utf8'));
const sdk = require(packageName);

/** Ids that are spread over the whole range, as samplers by ratio need. */
function counter() {
  const counted = (length) => {
    let count = 0;
    return () => {
      const word = (Math.imul(++count, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
      return word.repeat(length / 8);
    };
  };
  return { generateTraceId: counted(32), generateSpanId: counted(16) };
}

function record() {
  const tracer = trace.getTracer('parity', '1.0', { schemaUrl: 'https://example.com/1' });
  const attributes = { text: 'a'.repeat(20), list: ['bbbbbbbbbb', 'c'], number: 1.5, flag: true };
  const carriers = [];
  const inject = (active) => {
    const carrier = {};
    const baggage = propagation.createBaggage({ key: { value: 'a value' } });
    propagation.inject(propagation.setBaggage(active, baggage), carrier);
    carriers.push(carrier);
  };
  for (let count = 0; count < 4; count++) {
    const options = { kind: SpanKind.SERVER, attributes };
    tracer.startActiveSpan(`root ${count}`, options, (root) => {
      root.addLinks([{ context: root.spanContext(), attributes }, { context: root.spanContext() }]);
      for (const name of ['first', 'second', 'third']) root.addEvent(name, attributes);
      tracer.startActiveSpan('child', (child) => {
        inject(context.active());
        child.setStatus({ code: 2, message: 'broken' }).end();
      });
      root.end();
    });
  }
  for (const flag of ['01', '00']) {
    const remote = {
      traceparent: `00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${flag}`,
      tracestate: 'vendor=value',
      baggage: 'from=afar',
      b3: `0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-${Number(flag)}`,
    };
    const extracted = propagation.extract(ROOT_CONTEXT, remote);
    const span = tracer.startSpan(`remote ${flag}`, {}, extracted);
    inject(trace.setSpan(extracted, span));
    span.end();
  }
  return carriers;
}

async function run({ env }) {
  for (const name of Object.keys(process.env))
    if (name.startsWith('OTEL_')) delete process.env[name];
  Object.assign(process.env, { OTEL_METRICS_EXPORTER: 'none', OTEL_LOGS_EXPORTER: 'none' }, env);
  let started;
  if (how === 'NodeSDK') {
    started = new sdk.NodeSDK({ idGenerator: counter() });
    started.start();
  } else {
    started = sdk.startNodeSdk();
  }
  const carriers = record();
  await started.shutdown();
  for (const api of [trace, context, propagation]) api.disable();
  return carriers;
}

async function main() {
  const printed = [];
  console.dir = (span) => printed.push(span.name);
  const results = [];
  for (const one of cases) {
    printed.length = 0;
    const carriers = await run(one);
    // The official SDK prints when it has detected the host's id: after its shutdown.
    const prints = (one.env.OTEL_TRACES_EXPORTER ?? '').includes('console');
    for (let i = 0; i < kMostWaits && prints && printed.length === 0; i++)
      await delay(kLatePrintsMillis);
    await delay(kLatePrintsMillis);
    results.push({ carriers, printed: [...printed] });
  }
  process.stdout.write(`\nresults:${JSON.stringify(results)}`);
}

void main();
