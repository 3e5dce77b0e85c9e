// The Vercel AI SDK in the version that makes its spans itself, with `experimental_telemetry`.
import assert from 'node:assert/strict';

import { generateText, stepCountIs, streamText, tool } from 'ai-6';
import { MockLanguageModelV3 } from 'ai-6/test';

import { brokenWeather, modelAnswers, modelIsDown, weather } from './mock-model.mjs';

const call = {
  model: new MockLanguageModelV3(modelAnswers),
  prompt: 'Is it cold in Quito?',
  tools: { weather: tool(weather) },
  stopWhen: stepCountIs(3),
  maxRetries: 0,
  experimental_telemetry: {
    isEnabled: true,
    functionId: 'weather-agent',
    metadata: { conversation: 'one', attempts: 1, tags: ['a', 'b'] },
  },
};

const answer = 'It is 9 °C in Quito.';
assert.equal((await generateText(call)).text, answer);
assert.equal(await streamText(call).text, answer);
assert.equal(
  (await generateText({ ...call, tools: { weather: tool(brokenWeather) } })).text,
  answer,
);
await assert.rejects(generateText({ ...call, model: new MockLanguageModelV3(modelIsDown) }));
