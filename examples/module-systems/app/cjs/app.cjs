// The same service as ../esm/app.mjs, as CommonJS.
const http = require('node:http');

const { metrics, trace } = require('@opentelemetry/api');

const tracer = trace.getTracer('module-systems-app', '1.0.0');
const questions = metrics.getMeter('module-systems-app', '1.0.0').createCounter('questions');

const server = http.createServer((_request, response) => {
  questions.add(1);
  tracer.startActiveSpan('look up', (span) => {
    response.end('hello');
    span.end();
  });
});

server.listen(0, '127.0.0.1', () => {
  tracer.startActiveSpan('ask', (span) => {
    http.get({ host: '127.0.0.1', port: server.address().port, path: '/greeting' }, (response) => {
      response.resume().on('end', () => {
        span.end();
        server.close();
      });
    });
  });
});
