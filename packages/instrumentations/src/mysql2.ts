export type {
  Instrumentation,
  InstrumentationClass,
  InstrumentationConfig,
} from './base/instrumentation';
export { MySQL2Instrumentation } from './mysql2/mysql2-instrumentation';
export type {
  MySQL2InstrumentationConfig,
  MySQL2ResponseHookInformation,
} from './mysql2/mysql2-options';
