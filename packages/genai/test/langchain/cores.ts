import { trace } from '@opentelemetry/api';
import * as newestContext from '@langchain/core/context';
import * as newestRunnables from '@langchain/core/runnables';
import * as newestTools from '@langchain/core/tools';
import * as newestTesting from '@langchain/core/utils/testing';
import { observeLangChain, type ObserveLangChainOptions } from '@otel-native/genai/langchain';
import * as lowestContext from 'langchain-core-1/context';
import * as lowestRunnables from 'langchain-core-1/runnables';
import * as lowestTools from 'langchain-core-1/tools';
import * as lowestTesting from 'langchain-core-1/utils/testing';
import { sdkNames, startTelemetry, useContexts, type Sent } from '../support/telemetry';
import { treeOf } from '../support/tree';

const newest = {
  context: newestContext,
  runnables: newestRunnables,
  testing: newestTesting,
  tools: newestTools,
};

type Core = typeof newest;

const lowest = {
  context: lowestContext,
  runnables: lowestRunnables,
  testing: lowestTesting,
  tools: lowestTools,
} as unknown as Core;

export const cores: Readonly<Record<string, Core>> = { 'core 1.0': lowest, 'core 1.4': newest };

const cases = Object.keys(cores).flatMap((core) => sdkNames.map((sdk) => [core, sdk] as const));

interface Case extends Core {
  sent(): Promise<Sent>;
  tree(): Promise<string[]>;
}

/** Runs a test with each version of `@langchain/core` and with each SDK. */
export function withEachCore(
  title: string,
  body: (one: Case) => Promise<void>,
  given: ObserveLangChainOptions = {},
): void {
  test.each(cases)(`${title} (%s, %s SDK)`, async (name, sdk) => {
    useContexts();
    const telemetry = startTelemetry(sdk);
    const { tracerProvider, meterProvider, loggerProvider, collect, shutdown } = telemetry;
    trace.disable();
    trace.setGlobalTracerProvider(tracerProvider);
    const core = cores[name]!;
    const options = { tracerProvider, meterProvider, loggerProvider, ...given };
    const stop = observeLangChain(core.context, options);
    try {
      const tree = async () => treeOf((await collect()).spans);
      await body({ ...core, sent: collect, tree });
    } finally {
      stop();
      trace.disable();
      await shutdown();
    }
  });
}
