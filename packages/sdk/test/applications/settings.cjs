// Starts the SDK once for each setting of the list that it reads from stdin, as the preload or from code, and prints for each
// whether that threw and what was said on stderr.
const { context, diag, metrics, propagation, trace } = require('@opentelemetry/api');
const fs = require('node:fs');

const [start] = process.argv.slice(2);
const preload = require.resolve('@otel-native/sdk/register');
const starts = {
  preload: () => {
    delete require.cache[preload];
    require(preload);
  },
  code: () => new (require('@otel-native/sdk').NodeSDK)().start(),
};

const { writeSync } = fs;
let said = '';
fs.writeSync = (descriptor, ...rest) => {
  if (descriptor !== 2) return writeSync(descriptor, ...rest);
  said += rest[0];
};

/** What an application does first. */
function useTelemetry() {
  trace.getTracer('application').startSpan('span').end();
  metrics.getMeter('application').createCounter('counter').add(1);
}

const before = { ...process.env };
const outcomes = JSON.parse(fs.readFileSync(0, 'utf8')).map((variables) => {
  said = '';
  Object.assign(process.env, variables);
  let thrown = '';
  try {
    starts[start]();
    useTelemetry();
  } catch (error) {
    thrown = `${error.code}: ${error.message}`;
  }
  for (const name of Object.keys(variables)) delete process.env[name];
  Object.assign(process.env, before);
  for (const api of [trace, metrics, context, propagation, diag]) api.disable();
  return { thrown, said };
});
writeSync(1, JSON.stringify(outcomes));
process.reallyExit(0);
