/** One call of each library that makes one span, apart from that of its connection. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/** Returns a function that makes the call. */
export async function connect(library, port) {
  if (library === 'mysql2') {
    const options = { host: '127.0.0.1', port, user: 'root' };
    const connection = await require('mysql2/promise').createConnection(options);
    return () => connection.query('SELECT 1');
  }
  const client = require('redis').createClient({ socket: { host: '127.0.0.1', port } });
  await client.connect();
  return () => client.get('key');
}
