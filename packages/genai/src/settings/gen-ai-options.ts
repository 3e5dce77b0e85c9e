import type { LoggerProvider, MeterProvider, TracerProvider } from '@opentelemetry/api';
import { kinds, readOptions, type OptionTable } from 'option-check';
import type {
  ContentMode,
  RedactContent,
  ReferenceBlob,
  ReferenceContent,
} from '../content/content-settings';
import { kContentModes } from './capture-variable';
import type { CostOfCall } from './cost-types';

/** How calls are recorded. `createGenAi` sets it for one library, `configureGenAi` for the whole process. */
export interface GenAiOptions {
  /**
   * Where messages, instructions, and arguments and results of tools are recorded. They often hold personal data.
   * Default: `OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT`, else `NO_CONTENT`.
   */
  captureContent?: ContentMode | undefined;
  /** The most bytes of content in one span or event. The rest is cut, oldest messages first. 0 is no limit. Default: 131,072. */
  maxContentBytes?: number | undefined;
  /** Removes what must not be recorded. If it throws, the content is left out. Default: none. */
  redact?: RedactContent | undefined;
  /** Stores content elsewhere, and returns a reference, which becomes the attribute `<name>_ref`. Default: none. */
  reference?: ReferenceContent | undefined;
  /** Whether images and other bytes inside of messages are recorded. Default: `drop`, which records their size. */
  blobs?: 'drop' | 'keep' | undefined;
  /** Stores a blob elsewhere, and returns its URI. Default: none. */
  referenceBlob?: ReferenceBlob | undefined;
  /** Returns `error.type` for an error; undefined for the name of its class. Default: none. */
  errorType?: ((error: unknown) => string | undefined) | undefined;
  /**
   * Returns the cost of a call in US dollars, which becomes `otel_native.genai.usage.cost`. Default: the prices of `@pydantic/genai-prices` if the
   * application has it installed. False records no cost.
   */
  cost?: CostOfCall | false | undefined;
}

/** Options of `createGenAi`. */
export interface GenAiScopeOptions extends GenAiOptions {
  /** Name of the instrumentation scope: the library that records. Default: `@otel-native/genai`. */
  name?: string | undefined;
  /** Version of that library. Default: none. */
  version?: string | undefined;
  /** Default: the provider that is registered with the API. */
  tracerProvider?: TracerProvider | undefined;
  /** Default: the provider that is registered with the API. */
  meterProvider?: MeterProvider | undefined;
  /** Default: the provider that is registered with the API. */
  loggerProvider?: LoggerProvider | undefined;
}

const optionKinds = {
  captureContent: kinds.oneOf(kContentModes),
  maxContentBytes: kinds.number({ from: 0, isWhole: true }),
  redact: kinds.hook,
  reference: kinds.hook,
  blobs: kinds.oneOf(['drop', 'keep']),
  referenceBlob: kinds.hook,
  errorType: kinds.hook,
  cost: kinds.either(kinds.oneOf([false]), kinds.hook),
} as const satisfies OptionTable<GenAiOptions>;

/** Options of the entries for libraries: their scopes are named after them. */
export type EntryOptions = Omit<GenAiScopeOptions, 'name' | 'version'>;

export const entryOptionKinds = {
  ...optionKinds,
  tracerProvider: kinds.withMethods('a TracerProvider', 'getTracer'),
  meterProvider: kinds.withMethods('a MeterProvider', 'getMeter'),
  loggerProvider: kinds.withMethods('a LoggerProvider', 'getLogger'),
} as const satisfies OptionTable<EntryOptions>;

const scopeOptionKinds = {
  ...entryOptionKinds,
  name: kinds.text,
  version: kinds.text,
} as const satisfies OptionTable<GenAiScopeOptions>;

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readGenAiOptions(given: GenAiOptions): GenAiOptions {
  return readOptions<GenAiOptions>(given, optionKinds);
}

/** @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for an invalid option */
export function readScopeOptions(given: GenAiScopeOptions): GenAiScopeOptions {
  return readOptions<GenAiScopeOptions>(given, scopeOptionKinds);
}
