import assert from 'node:assert/strict';

import { brokenWeather, modelAnswers, modelIsDown, weather } from './mock-model.mjs';

/**
 * Asks a model of a Vercel AI SDK in each way that makes other spans: at once, as a stream, with a tool that fails, and with a
 * model that is down.
 * @param ai the functions of that version of the SDK
 * @param telemetry the settings of its telemetry
 */
export async function askAboutWeather(ai, telemetry) {
  const { generateText, streamText, stepCountIs, tool, MockLanguageModelV3 } = ai;
  const call = {
    model: new MockLanguageModelV3(modelAnswers),
    prompt: 'Is it cold in Quito?',
    tools: { weather: tool(weather) },
    stopWhen: stepCountIs(3),
    maxRetries: 0,
    ...telemetry,
  };
  const answer = 'It is 9 °C in Quito.';
  assert.equal((await generateText(call)).text, answer);
  assert.equal(await streamText(call).text, answer);
  const withBrokenTool = { ...call, tools: { weather: tool(brokenWeather) } };
  assert.equal((await generateText(withBrokenTool)).text, answer);
  const model = new MockLanguageModelV3(modelIsDown);
  await assert.rejects(generateText({ ...call, model }));
}
