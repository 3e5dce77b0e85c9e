import * as official from '@opentelemetry/sdk-trace';
import * as native from '@otel-native/native-core';

/** What both SDKs export under the same names. */
export type Sdk = Pick<
  typeof native,
  'AlwaysOnSampler' | 'AlwaysOffSampler' | 'ParentBasedSampler' | 'TraceIdRatioBasedSampler'
>;

export const nativeSdk: Sdk = native;
export const officialSdk = official as unknown as Sdk;
