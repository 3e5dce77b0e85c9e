import * as newestContext from '@langchain/core/context';
import * as newestRunnables from '@langchain/core/runnables';
import * as newestTools from '@langchain/core/tools';
import * as newestTesting from '@langchain/core/utils/testing';
import { observeLangChain, type ObserveLangChainOptions } from '@otel-native/genai/langchain';
import * as lowestContext from 'langchain-core-1/context';
import * as lowestRunnables from 'langchain-core-1/runnables';
import * as lowestTools from 'langchain-core-1/tools';
import * as lowestTesting from 'langchain-core-1/utils/testing';
import { withRegisteredTelemetry } from '../support/registered-telemetry';
import { sdkNames, type Sent } from '../support/telemetry';

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
  test.each(cases)(`${title} (%s, %s SDK)`, (name, sdk) =>
    withRegisteredTelemetry(sdk, async ({ providers, sent, tree }) => {
      const core = cores[name]!;
      const stop = observeLangChain(core.context, { ...providers, ...given });
      try {
        await body({ ...core, sent, tree });
      } finally {
        stop();
      }
    }),
  );
}
