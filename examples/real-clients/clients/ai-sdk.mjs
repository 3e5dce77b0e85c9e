// The Vercel AI SDK, which hands telemetry to @ai-sdk/otel. That package brings an API of its own, version 1.9, which finds the
// providers that were registered through 1.10.
import { LegacyOpenTelemetry, OpenTelemetry } from '@ai-sdk/otel';
import * as ai from 'ai';
import { MockLanguageModelV3 } from 'ai/test';

import { askAboutWeather } from './ask-about-weather.mjs';

ai.registerTelemetry(new OpenTelemetry(), new LegacyOpenTelemetry());
await askAboutWeather(
  { ...ai, MockLanguageModelV3 },
  { telemetry: { functionId: 'weather-agent' } },
);
