import { checkExample } from 'example-check';

await checkExample({
  folder: import.meta.dirname,
  args: ['--import', '@otel-native/sdk/register', 'service.js'],
  requests: ['GET /orders/7', 'GET /orders/none', 'GET /unknown'],
});
