import type { ContentSettings } from '../content/content-settings';
import { sharedState } from '../telemetry/shared-state';
import { contentModeOfEnvironment } from './capture-variable';
import { readGenAiOptions, type GenAiOptions } from './gen-ai-options';

const kMaxContentBytes = 131_072;

/** The options of one scope. What they leave out comes from the options of the process, then from the environment. */
export interface GenAiSettings {
  readonly content: ContentSettings;
  readonly onSpans: boolean;
  readonly inEvents: boolean;
  readonly errorType: GenAiOptions['errorType'];
  readonly cost: GenAiOptions['cost'];
}

/**
 * Sets how all calls of the process are recorded, by this package and by libraries that use it, unless they choose otherwise. Replaces
 * the options of an earlier call.
 *
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option
 */
export function configureGenAi(options: GenAiOptions): void {
  sharedState.options = readGenAiOptions(options);
  sharedState.revision++;
}

/** Follows the options of the process, which may change between calls. */
export class SettingsSource {
  readonly #own: GenAiOptions;
  #revision = -1;
  #settings: GenAiSettings | undefined;

  constructor(own: GenAiOptions) {
    this.#own = own;
  }

  get current(): GenAiSettings {
    if (this.#settings === undefined || this.#revision !== sharedState.revision) {
      this.#settings = settingsOf({ ...sharedState.options, ...this.#own });
      this.#revision = sharedState.revision;
    }
    return this.#settings;
  }
}

function settingsOf(options: GenAiOptions): GenAiSettings {
  const mode = options.captureContent ?? contentModeOfEnvironment();
  return {
    content: {
      mode,
      maxBytes: options.maxContentBytes ?? kMaxContentBytes,
      redact: options.redact,
      reference: options.reference,
      blobs: options.blobs ?? 'drop',
      referenceBlob: options.referenceBlob,
    },
    onSpans: mode === 'SPAN_ONLY' || mode === 'SPAN_AND_EVENT',
    inEvents: mode === 'EVENT_ONLY' || mode === 'SPAN_AND_EVENT',
    errorType: options.errorType,
    cost: options.cost,
  };
}
