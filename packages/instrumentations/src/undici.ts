export type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './base/instrumentation';
export { UndiciInstrumentation } from './undici/undici-instrumentation';
export type { UndiciRequest, UndiciResponse } from './undici/undici-messages';
export type { UndiciInstrumentationConfig } from './undici/undici-options';
