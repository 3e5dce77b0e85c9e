// Starts an SDK once for each setting of the list that it reads from stdin, and prints for each what became of it: what
// was thrown, what was said, and what recording shows of the values in use.
const { context, diag, logs, metrics, propagation, trace } = require('@opentelemetry/api');
const fs = require('node:fs');

const [packageName] = process.argv.slice(2);
const kMany = 150;
const kLongText = 'x'.repeat(500);

let said = [];
const { writeSync } = fs;
const hear = (...parts) => void said.push(parts.map(String).join(' '));
fs.writeSync = (descriptor, text, ...rest) =>
  descriptor === 2 ? hear(text) : writeSync(descriptor, text, ...rest);
for (const method of ['log', 'info', 'warn', 'error']) console[method] = hear;
const logger = { error: hear, warn: hear, info() {}, debug() {}, verbose() {} };

const manyAttributes = () =>
  Object.fromEntries(Array.from({ length: kMany }, (_, i) => [`key ${i}`, kLongText]));

/** What is in use, as far as an application can see it. */
function inUse() {
  const link = { context: { traceId: '1'.repeat(32), spanId: '2'.repeat(16), traceFlags: 1 } };
  const span = trace.getTracer('application').startSpan('span', {
    attributes: manyAttributes(),
    links: Array.from({ length: kMany }, (_, i) =>
      i < kMany - 1 ? link : { ...link, attributes: manyAttributes() },
    ),
  });
  for (let i = 1; i < kMany; i++) span.addEvent('event');
  span.addEvent('last event', manyAttributes());
  // The settings of logs are read with the first log record.
  const logger = logs.getLogger('application');
  logger.emit({ body: 'record' });
  const { attributes = {}, events = [], links = [], resource } = span;
  const count = (object) => Object.keys(object ?? {}).length;
  return {
    sampled: span.spanContext().traceFlags === 1,
    attributes: count(attributes),
    length: Object.values(attributes)[0]?.length,
    events: events.length,
    eventAttributes: count(events.at(-1)?.attributes),
    links: links.length,
    linkAttributes: count(links.at(-1)?.attributes),
    propagates: propagation.fields().sort().join(),
    service: resource?.attributes['service.name'],
    resource: Object.keys(resource?.attributes ?? {}).filter((key) => !/distro/.test(key)).length,
    logs: logger.enabled(),
    measures:
      metrics.getMeter('application').createCounter('counter').constructor.name !==
      'NoopCounterMetric',
  };
}

/** @param variables set for one start */
function outcomeOf(variables) {
  said = [];
  Object.assign(process.env, variables);
  diag.setLogger(logger, { suppressOverrideMessage: true });
  let thrown;
  let seen;
  try {
    new (require(packageName).NodeSDK)().start();
    seen = inUse();
  } catch (error) {
    thrown = String(error);
  }
  for (const name of Object.keys(variables)) delete process.env[name];
  for (const api of [trace, metrics, logs, context, propagation, diag]) api.disable();
  return { thrown, said, seen };
}

writeSync(1, JSON.stringify(JSON.parse(fs.readFileSync(0, 'utf8')).map(outcomeOf)));
process.reallyExit(0);
