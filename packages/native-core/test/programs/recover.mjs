// Sends what other processes left in SPOOL, and prints what became of it.
import { writeSync } from 'node:fs';
import { recoverSpool } from '@otel-native/native-core';
import { makeExporter } from './setup.mjs';

const exporter = makeExporter();
const timeoutMillis = Number(process.env.TIMEOUT ?? 20_000);
const outcome = await recoverSpool(exporter, {
  spool: { directory: process.env.SPOOL },
  timeoutMillis,
});
await exporter.shutdown();
writeSync(1, JSON.stringify(outcome));
