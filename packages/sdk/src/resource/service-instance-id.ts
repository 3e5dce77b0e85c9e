import type { ResourceDetector } from '@opentelemetry/resources';
import { RandomIdGenerator } from '@otel-native/native-core';

/** The attribute of the semantic conventions. */
const kServiceInstanceId = 'service.instance.id';

let instanceId: string | undefined;

/**
 * Identifies this process by a random UUID, the same in each detection. Replaces the official detector of that name,
 * which takes the UUID from `node:crypto`: loading that costs 3 MB, and an id need not be secret.
 * https://opentelemetry.io/docs/specs/semconv/resource/service/
 */
export const serviceInstanceIdDetector: ResourceDetector = {
  detect: () => ({ attributes: { [kServiceInstanceId]: (instanceId ??= randomUuid()) } }),
};

/** Version 4: https://www.rfc-editor.org/rfc/rfc9562#section-5.4 */
function randomUuid(): string {
  // 128 random bits, of which the version and the variant replace six.
  const hex = new RandomIdGenerator().generateTraceId();
  const variant = (8 + (parseInt(hex[16]!, 16) & 3)).toString(16);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`];
  return [...parts, variant + hex.slice(17, 20), hex.slice(20)].join('-');
}
