// NestJS publishes no channel: its official instrumentation records controllers and handlers, ours all below them.
import { NestInstrumentation } from '@opentelemetry/instrumentation-nestjs-core';
import { ExpressInstrumentation } from '@otel-native/instrumentations/express';
import { HttpInstrumentation } from '@otel-native/instrumentations/http';
import { UndiciInstrumentation } from '@otel-native/instrumentations/undici';
import { NodeSDK } from '@otel-native/sdk';

new NodeSDK({
  instrumentations: [
    new HttpInstrumentation(),
    new UndiciInstrumentation(),
    new ExpressInstrumentation(),
    new NestInstrumentation(),
  ],
}).start();
