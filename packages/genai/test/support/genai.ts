import { createGenAi, type GenAi, type GenAiOptions } from '@otel-native/genai';
import {
  sdkNames,
  startTelemetry,
  useContexts,
  type Sent,
  type TelemetryOptions,
} from './telemetry';

/** What a test does, and what the SDK sent of it. */
export interface Run {
  readonly genAi: GenAi;
  sent(): Promise<Sent>;
}

/** Runs a test with each SDK. */
export function withEachSdk(
  title: string,
  body: (run: Run) => void | Promise<void>,
  options: GenAiOptions = {},
  telemetryOptions: TelemetryOptions = {},
): void {
  test.each(sdkNames)(`${title} (%s SDK)`, async (name) => {
    useContexts();
    const telemetry = startTelemetry(name, telemetryOptions);
    const { tracerProvider, meterProvider, loggerProvider } = telemetry;
    const providers = { tracerProvider, meterProvider, loggerProvider };
    try {
      const genAi = createGenAi({ ...providers, ...options });
      await body({ genAi, sent: () => telemetry.collect() });
    } finally {
      await telemetry.shutdown();
    }
  });
}
