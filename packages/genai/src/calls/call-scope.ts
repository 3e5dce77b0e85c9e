import { Events } from '../events/events';
import { Instruments } from '../metrics/instruments';
import type { GenAiScopeOptions } from '../settings/gen-ai-options';
import { SettingsSource } from '../settings/gen-ai-settings';
import { Providers } from '../telemetry/providers';

const kDefaultName = '@otel-native/genai';

/** What the calls of one library are recorded with. */
export class CallScope {
  readonly providers: Providers;
  readonly instruments: Instruments;
  readonly events: Events;
  readonly settings: SettingsSource;

  /** @param kind `onlyMeasures` records metrics, and neither spans nor events: the library has spans of its own */
  constructor(options: GenAiScopeOptions, kind: { onlyMeasures?: boolean } = {}) {
    const { name = kDefaultName, version, tracerProvider, meterProvider, loggerProvider } = options;
    const given = { tracerProvider, meterProvider, loggerProvider };
    this.providers = new Providers({ name, version }, given, kind);
    this.instruments = new Instruments(this.providers);
    this.events = new Events(this.providers);
    this.settings = new SettingsSource(options);
  }
}
