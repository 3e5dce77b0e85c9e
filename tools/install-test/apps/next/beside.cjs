/** A server of the application in the process of Next.js, such as one for health checks. */
const { createServer } = require('node:http');

const server = createServer((_request, response) => response.end('beside'));
server.listen(0, '127.0.0.1', () => {
  console.log(`Beside: http://127.0.0.1:${server.address().port}`);
});
