import { SeverityNumber, type Attributes, type Context } from '@opentelemetry/api';
import type { Providers } from '../telemetry/providers';
import type { ErrorDetails } from '../values/error-details';

const kDetails = 'gen_ai.client.inference.operation.details';
const kEvaluation = 'gen_ai.evaluation.result';

/** Emits events of the conventions as log records, in the context of the span that they belong to. */
export class Events {
  readonly #providers: Providers;

  constructor(providers: Providers) {
    this.#providers = providers;
  }

  /** Returns whether details of a call would be recorded: whoever knows builds no content for nobody. */
  wantsDetails(context: Context): boolean {
    const severityNumber = SeverityNumber.DEBUG;
    return this.#providers.logger.enabled({ context, severityNumber, eventName: kDetails });
  }

  details(context: Context, attributes: Attributes): void {
    this.#emit(kDetails, SeverityNumber.DEBUG, 'DEBUG', context, attributes);
  }

  exception(context: Context, eventName: string, error: ErrorDetails): void {
    const { logger } = this.#providers;
    if (!logger.enabled({ context, severityNumber: SeverityNumber.WARN, eventName })) return;
    this.#emit(eventName, SeverityNumber.WARN, 'WARN', context, {
      'exception.type': error.type,
      'exception.message': error.message,
      ...(error.stack === undefined ? {} : { 'exception.stacktrace': error.stack }),
    });
  }

  evaluation(context: Context, attributes: Attributes): void {
    this.#emit(kEvaluation, SeverityNumber.INFO, 'INFO', context, attributes);
  }

  #emit(
    eventName: string,
    severityNumber: SeverityNumber,
    severityText: string,
    context: Context,
    attributes: Attributes,
  ): void {
    this.#providers.logger.emit({ eventName, severityNumber, severityText, context, attributes });
  }
}
