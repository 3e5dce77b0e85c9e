/**
 * Runs programs against a database, and prints for each the outcomes of its steps and their spans. A program is JSON:
 * options of the instrumentation, and steps that are made one after the other, or at once.
 */
import { context, trace } from '@opentelemetry/api';
import { TracerProvider } from '@opentelemetry/sdk-trace';
import { text } from 'node:stream/consumers';
import { SpanTree } from '../span-tree.mjs';
import { contextManagers } from '../traffic/telemetry.mjs';
import { evaluateConfig } from './hooks.mjs';
import { createInstrumentation } from './sides.mjs';

const [library, side, manager, port, database] = process.argv.slice(2);
const tree = new SpanTree();
const provider = new TracerProvider({ spanProcessors: [tree] });
context.setGlobalContextManager(contextManagers[manager]().enable());
trace.setGlobalTracerProvider(provider);
const tracer = provider.getTracer('test');
const instrumentation = await createInstrumentation(library, side);
const { Session } = await import(`./${library}-session.mjs`);

for (const { config, steps, atOnce } of JSON.parse(await text(process.stdin))) {
  instrumentation?.setConfig(evaluateConfig(config));
  const note = (name) => tracer.startSpan(name).end();
  const session = new Session({ port: Number(port), database: Number(database), note });
  const outcomes = [];
  const take = async (step, index) => (outcomes[index] = await around(session, step, index));
  if (atOnce) await Promise.all(steps.map(take));
  else for (const [index, step] of steps.entries()) await take(step, index);
  await session.end();
  console.log(JSON.stringify({ outcomes, spans: tree.take() }));
}
process.exit();

/** Makes a step in a span of its own, and after it a span in the context of its callback. */
function around(session, step, index) {
  if (step.isRoot) return outcomeOf(session, step);
  return tracer.startActiveSpan(`step ${index}`, async (span) => {
    const outcome = await outcomeOf(session, step);
    tracer.startSpan('after').end();
    span.end();
    return outcome;
  });
}

async function outcomeOf(session, { do: name, ...step }) {
  try {
    return (await session[name](step)) ?? null;
  } catch (error) {
    return `${error.name} ${error.code ?? ''} ${error.message}`;
  }
}
