// Koa publishes no channel: its official instrumentation records its middleware, ours all else.
import { KoaInstrumentation } from '@opentelemetry/instrumentation-koa';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { NodeSDK } from '@otel-native/sdk';

new NodeSDK({
  instrumentations: [
    new HttpInstrumentation(),
    new UndiciInstrumentation(),
    new KoaInstrumentation(),
  ],
}).start();
