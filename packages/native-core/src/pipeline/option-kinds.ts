import { kinds, type OptionKind } from 'option-check';

/** What both providers take. */
export const exporterKind: OptionKind = {
  expected:
    'a NativeExporter or an OtlpSink; an official exporter goes to traceExporter of NodeSDK',
  accepts: (value) =>
    typeof value === 'object' &&
    value !== null &&
    ('nativeHandle' in value ||
      typeof (value as { exportOtlp?: unknown }).exportOtlp === 'function'),
};

export const resourceKind: OptionKind = kinds.withMember('a Resource', 'attributes');
