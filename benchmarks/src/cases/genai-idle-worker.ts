/** What the package costs without an SDK, against the API without an SDK. Prints {@link IdleCosts} as JSON. */
import { trace } from '@opentelemetry/api';
import { inference } from '@otel-native/genai';

import { summarise } from '../harness/statistics.ts';

/** Nanoseconds of one call: medians of slices that take turns. */
export interface IdleCosts {
  readonly chunk: number;
  readonly addEvent: number;
  readonly call: number;
  readonly startSpan: number;
}

const kSlices = 60;
const kWarmupSlices = 10;
const kPerSlice = 50_000;

const tracer = trace.getTracer('benchmark');
const span = tracer.startSpan('chat stub-1');
const idle = inference.start({ provider: 'openai', model: 'stub-1' });
/** What is called has a result that is used, so that the compiler cannot leave it out. */
let recording = 0;

const works: Readonly<Record<keyof IdleCosts, () => void>> = {
  chunk() {
    for (let n = 0; n < kPerSlice; n++) idle.chunk();
  },
  addEvent() {
    for (let n = 0; n < kPerSlice; n++) span.addEvent('gen_ai.chunk');
  },
  call() {
    for (let n = 0; n < kPerSlice; n++) {
      const call = inference.start({ provider: 'openai', model: 'stub-1' });
      if (call.isRecording) recording++;
      call.end();
    }
  },
  startSpan() {
    for (let n = 0; n < kPerSlice; n++) {
      const made = tracer.startSpan('chat stub-1');
      if (made.isRecording()) recording++;
      made.end();
    }
  },
};

const nanos: Record<keyof IdleCosts, number[]> = {
  chunk: [],
  addEvent: [],
  call: [],
  startSpan: [],
};
const names = Object.keys(works) as (keyof IdleCosts)[];
for (let slice = 0; slice < kSlices; slice++) {
  for (const name of names) {
    const start = process.hrtime.bigint();
    works[name]();
    const took = Number(process.hrtime.bigint() - start) / kPerSlice;
    if (slice >= kWarmupSlices) nanos[name].push(took);
  }
}
if (recording > 0) throw new Error('an SDK is registered');
const costs = Object.fromEntries(names.map((name) => [name, summarise(nanos[name])!.median]));
console.log(JSON.stringify(costs));
