import { kinds, type OptionKind } from 'option-check';

/** The exporter option of both providers. */
export const exporterKind: OptionKind = {
  expected:
    'a NativeExporter or an OtlpSink; an official exporter goes to traceExporter of NodeSDK',
  accepts: (value) =>
    typeof value === 'object' &&
    value !== null &&
    ('nativeHandle' in value ||
      typeof (value as { exportOtlp?: unknown }).exportOtlp === 'function'),
};

/** Up to the limit that OTLP sets for a request before compression, 64 MiB. */
export const requestBytesKind = kinds.number({ above: 0, to: 67_108_864 });

export const resourceKind: OptionKind = kinds.withMember('a Resource', 'attributes');
