import { checkExample } from 'example-check';

await checkExample({
  folder: import.meta.dirname,
  args: ['--import', './telemetry.js', 'dist/main.js'],
  requests: ['GET /orders/7', 'GET /orders/none', 'GET /unknown'],
});
