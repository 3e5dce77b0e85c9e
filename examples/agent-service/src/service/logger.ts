import { logs } from '@opentelemetry/api';

/** Log records made with it belong to the span that is active; without an SDK they go nowhere. */
export const logger = logs.getLogger('agent-service', '1.0.0');
