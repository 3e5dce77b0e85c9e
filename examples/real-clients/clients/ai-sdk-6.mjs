// The Vercel AI SDK in the version that makes its spans itself, with `experimental_telemetry`.
import * as ai from 'ai-6';
import { MockLanguageModelV3 } from 'ai-6/test';

import { askAboutWeather } from './ask-about-weather.mjs';

await askAboutWeather(
  { ...ai, MockLanguageModelV3 },
  {
    experimental_telemetry: {
      isEnabled: true,
      functionId: 'weather-agent',
      metadata: { conversation: 'one', attempts: 1, tags: ['a', 'b'] },
    },
  },
);
