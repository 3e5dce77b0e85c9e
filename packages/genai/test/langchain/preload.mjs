/** Observes LangChain before the main module is loaded, in a context of its own. */
import * as langchain from '@langchain/core/context';
import { trace } from '@opentelemetry/api';
import {
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { observeLangChain } from '@otel-native/genai/langchain';
import { AsyncResource } from 'node:async_hooks';

const exporter = new InMemorySpanExporter();
const spanProcessors = [new SimpleSpanProcessor({ exporter })];
trace.setGlobalTracerProvider(new TracerProvider({ spanProcessors }));
new AsyncResource('preload').runInAsyncScope(() => observeLangChain(langchain));
process.on('exit', () => {
  for (const { name } of exporter.getFinishedSpans()) console.log(name);
});
