export type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './base/instrumentation';
export { ExpressInstrumentation, instrumentExpress } from './express/express-instrumentation';
export {
  ExpressLayerType,
  type ExpressInstrumentationConfig,
  type ExpressRequestInfo,
  type IgnoreMatcher,
} from './express/express-options';
export type { ExpressRequest } from './express/express-shapes';
