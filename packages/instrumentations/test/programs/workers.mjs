/** The main thread and two workers, each with an SDK, instrumentations and a server of its own, which all ask each other. */
import { trace } from '@opentelemetry/api';
import { ExpressInstrumentation } from '@otel-native/instrumentations/express';
import { FastifyInstrumentation } from '@otel-native/instrumentations/fastify';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { once } from 'node:events';
import http from 'node:http';
import { isMainThread, parentPort, threadId, Worker, workerData } from 'node:worker_threads';
import { Telemetry } from '../traffic/telemetry.mjs';
import { fetchText, listen, print } from './common.mjs';

const kRounds = 20;
const telemetry = new Telemetry(isMainThread ? process.argv[2] : workerData);
new HttpInstrumentation({ disableOutgoingRequestInstrumentation: true });
new UndiciInstrumentation();
new ExpressInstrumentation();
new FastifyInstrumentation();
const { default: express } = await import('express');
const { default: fastify } = await import('fastify');

const app = express();
app.get('/express/:id', (request, response) => response.send(nameOf(trace.getActiveSpan())));
let serveFastify;
const other = fastify({ serverFactory: (handler) => http.createServer((serveFastify = handler)) });
other.get('/fastify/:id', async function show() {
  return nameOf(trace.getActiveSpan());
});
await other.ready();
const { url } = await listen((request, response) =>
  request.url.startsWith('/express') ? app(request, response) : serveFastify(request, response),
);

if (isMainThread) await runMain();
else await runWorker();

function nameOf(span) {
  return `${threadId} ${span?.name}`;
}

async function askAll(urls) {
  const answers = [];
  for (let round = 0; round < kRounds; round++) {
    const paths = urls.flatMap((one) => [`${one}/express/${round}`, `${one}/fastify/${round}`]);
    answers.push(...(await Promise.all(paths.map(fetchText))));
  }
  await new Promise(setImmediate);
  return answers;
}

async function recorded(answers) {
  const { spans } = await telemetry.take();
  return { answers, names: spans.map(({ scope, name }) => `${scope.split('/').at(-1)}: ${name}`) };
}

async function runMain() {
  const workers = [1, 2].map(
    () => new Worker(new URL(import.meta.url), { workerData: process.argv[2] }),
  );
  const urls = await Promise.all(workers.map((worker) => once(worker, 'message')));
  const all = [url, ...urls.flat()];
  for (const worker of workers) worker.postMessage(all);
  const finished = workers.map((worker) => once(worker, 'message'));
  const own = await askAll(all);
  await Promise.all(finished);
  // Everybody was answered: now nothing is under way.
  for (const worker of workers) worker.postMessage('report');
  const reports = await Promise.all(workers.map((worker) => once(worker, 'message')));
  print([await recorded(own), ...reports.flat()]);
  process.exit();
}

async function runWorker() {
  parentPort.postMessage(url);
  const [all] = await once(parentPort, 'message');
  const answers = await askAll(all);
  parentPort.postMessage('answered');
  await once(parentPort, 'message');
  parentPort.postMessage(await recorded(answers));
}
