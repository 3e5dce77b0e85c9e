export type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './base/instrumentation';
export { HttpInstrumentation } from './http/http-instrumentation';
export type { CapturedHeaders, HttpInstrumentationConfig } from './http/http-options';
