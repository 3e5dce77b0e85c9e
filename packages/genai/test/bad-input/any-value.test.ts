import * as fc from 'fast-check';
import { hostileRuns, makeValue, recipes } from 'hostile-values';
import { createGenAi, type GenAi, type GenAiCall, type InferenceResult } from '@otel-native/genai';
import { sdkNames, startTelemetry, useContexts } from '../support/telemetry';

type Call = GenAiCall<InferenceResult>;

const kRuns = 40;

// Any value in any place: nothing is thrown, and the span beside it arrives as it is.
const places: Record<string, (genAi: GenAi, value: never, call: Call) => void> = {
  options: (genAi, value) => genAi.inference.start(value).end(),
  model: (genAi, value) => genAi.inference.start({ provider: 'p', model: value }).end(),
  input: (genAi, value) => genAi.inference.start({ provider: 'p', inputMessages: value }).end(),
  attributes: (genAi, value) => genAi.inference.start({ provider: 'p', attributes: value }).end(),
  arguments: (genAi, value) => genAi.tool.start({ name: 't', arguments: value }).end(),
  result: (_genAi, value, call) => call.set(value),
  output: (_genAi, value, call) => call.set({ outputMessages: value }),
  usage: (_genAi, value, call) => call.set({ usage: value }),
  error: (genAi, value) => genAi.inference.start({ provider: 'p' }).fail(value),
  end: (_genAi, value, call) => call.end(value, value),
  source: (_genAi, value, call) => void call.stream(value),
};

test.each(sdkNames)('any value in any place (%s SDK)', async (name) => {
  useContexts();
  const telemetry = startTelemetry(name);
  const genAi = createGenAi({ ...telemetry, captureContent: 'SPAN_AND_EVENT' });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...Object.keys(places)), recipes, async (place, recipe) => {
      const call = genAi.inference.start({ provider: 'p' });
      places[place]!(genAi, makeValue(recipe) as never, call);
      call.end();
      genAi.inference.start({ provider: 'neighbour' }).end({ responseId: 'whole' });
      const { spans } = await telemetry.collect();
      const neighbour = spans.find(
        ({ attributes }) => attributes['gen_ai.provider.name'] === 'neighbour',
      );
      expect(neighbour!.attributes['gen_ai.response.id']).toBe('whole');
    }),
    hostileRuns(kRuns),
  );
  await telemetry.shutdown();
});
