import type { Instrumentation, InstrumentationClass } from '../base/instrumentation';
import { instrumentationClass, type InstrumentationParts } from '../base/instrumentation-class';
import { readExpressOptions, type ExpressInstrumentationConfig } from './express-options';
import { ExpressRecorder } from './express-recorder';
import type { Application, ExpressModule } from './express-shapes';

const parts: InstrumentationParts<ExpressInstrumentationConfig> = {
  name: '@otel-native/instrumentations/express',
  readOptions: readExpressOptions,
  createRecorder: (scope) => new ExpressRecorder(scope),
};

/**
 * Records each layer of Express 4 and 5 that handles a request: a span for a middleware, a router, or the handlers of a
 * route. Sets `http.route` of the server span.
 *
 * It finds Express when the application loads it, also if that was before. Where Express is part of a bundle, use
 * `instrumentExpress()`.
 */
export const ExpressInstrumentation: InstrumentationClass<ExpressInstrumentationConfig> =
  instrumentationClass(parts);

/** An instance of the class. */
export type ExpressInstrumentation = Instrumentation<ExpressInstrumentationConfig>;

/**
 * Records Express 4 or 5 in code: for bundles, where no instrumentation sees Express load.
 * @param expressOrApp what `express()` returned, before it adds its layers; or `express` itself, for all applications and
 *   for routers that are created before the application
 * @returns the instrumentation, which records until `disable()` is called
 * @throws `ERR_OTEL_NATIVE_INVALID_OPTION` for a wrong option
 */
export function instrumentExpress(
  expressOrApp: object,
  config?: ExpressInstrumentationConfig,
): ExpressInstrumentation {
  const createRecorder: typeof parts.createRecorder = (scope) =>
    new ExpressRecorder(scope, expressOrApp as Application | ExpressModule);
  const Instrumentation = instrumentationClass({ ...parts, createRecorder });
  return new Instrumentation(config);
}
