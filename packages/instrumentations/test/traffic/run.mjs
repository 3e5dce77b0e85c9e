/**
 * Runs programs of requests with one instrumentation, and prints what it recorded, a line of JSON for each program:
 *
 *     node run.mjs <LIBRARY> <official|ours> <context manager> < programs.json
 *
 * A program is `{ config, steps }`; the steps of one group run at once, and groups one after the other.
 */
import { context, trace } from '@opentelemetry/api';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { libraries } from './libraries.mjs';
import { Telemetry } from './telemetry.mjs';

const [library, side, manager] = process.argv.slice(2);
const { create, step, prepare, evaluate } = libraries[library];
const programs = JSON.parse(await text(process.stdin));
const telemetry = new Telemetry(manager);
const world = await prepare(telemetry);

for (const { config, groups } of programs) {
  const instrumentation = create[side](evaluate(config));
  const outcomes = [];
  for (const group of groups) {
    outcomes.push(await Promise.all(group.map((one) => inSpan(one, () => step(one, world)))));
  }
  await settle();
  instrumentation.disable();
  const { spans, metrics, nameOf } = await telemetry.take();
  print({ outcomes, spans, metrics, received: world.take(nameOf) });
}
world.close();
process.exit();

/** Prints one line, in which the server has the same port in every run. */
function print(recorded) {
  const port = new RegExp(`\\b${new URL(world.origin).port}\\b`, 'g');
  console.log(JSON.stringify(recorded).replace(port, '65432'));
}

/** Gives each request a parent of its own, unless it should have none. */
function inSpan({ name, isWithoutParent }, action) {
  if (isWithoutParent) return action();
  const span = telemetry.tracer.startSpan(name);
  const end = (value) => {
    span.end();
    return value;
  };
  return context.with(trace.setSpan(context.active(), span), () => action().then(end));
}

/**
 * Waits until all spans have ended and no more start: those of aborted requests do after their callers were told. Some of
 * the official instrumentation never end.
 */
async function settle() {
  const kQuietMillis = 60;
  const kQuietTurns = 5;
  const kRoundsOfOpenSpans = 30;
  let before = telemetry.counts;
  for (let round = 0; round < kRoundsOfOpenSpans; round++) {
    await sleep(kQuietMillis);
    // Time that passed while the process did not run is no sign of quiet.
    for (let turn = 0; turn < kQuietTurns; turn++) await new Promise(setImmediate);
    const now = telemetry.counts;
    const isQuiet = now.started === before.started && now.ended === before.ended;
    if (isQuiet && now.ended === now.started) return;
    if (!isQuiet) round = 0;
    before = now;
  }
}
