// The Vercel AI SDK, which hands telemetry to @ai-sdk/otel. That package brings an API of its own, version 1.9, which finds the
// providers that were registered through 1.10.
import assert from 'node:assert/strict';

import { LegacyOpenTelemetry, OpenTelemetry } from '@ai-sdk/otel';
import { generateText, registerTelemetry, stepCountIs, streamText, tool } from 'ai';
import { MockLanguageModelV3 } from 'ai/test';

import { brokenWeather, modelAnswers, modelIsDown, weather } from './mock-model.mjs';

registerTelemetry(new OpenTelemetry(), new LegacyOpenTelemetry());

const call = {
  model: new MockLanguageModelV3(modelAnswers),
  prompt: 'Is it cold in Quito?',
  tools: { weather: tool(weather) },
  stopWhen: stepCountIs(3),
  maxRetries: 0,
  telemetry: { functionId: 'weather-agent' },
};

const answer = 'It is 9 °C in Quito.';
assert.equal((await generateText(call)).text, answer);
assert.equal(await streamText(call).text, answer);
assert.equal(
  (await generateText({ ...call, tools: { weather: tool(brokenWeather) } })).text,
  answer,
);
await assert.rejects(generateText({ ...call, model: new MockLanguageModelV3(modelIsDown) }));
