import type { ResourceDetector } from '@opentelemetry/resources';

/** Of the semantic conventions. */
const kServiceInstanceId = 'service.instance.id';

let instanceId: string | undefined;

/**
 * Names this process by a random UUID, the same at each detection. Stands for the official detector of that name, which
 * takes the UUID from `node:crypto`: loading that costs 3 MB, and an id needs no secrecy.
 * https://opentelemetry.io/docs/specs/semconv/resource/service/
 */
export const serviceInstanceIdDetector: ResourceDetector = {
  detect: () => ({ attributes: { [kServiceInstanceId]: (instanceId ??= randomUuid()) } }),
};

/** Of version 4: https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
function randomUuid(): string {
  return '10000000-1000-4000-8000-100000000000'.replace(/[018]/g, (digit) =>
    // An 8 is the variant: two of its bits are fixed.
    (digit === '8' ? 8 + randomBelow(4) : randomBelow(16)).toString(16),
  );
}

function randomBelow(limit: number): number {
  return Math.floor(Math.random() * limit);
}
