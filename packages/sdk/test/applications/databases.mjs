// Asks databases that are not there.
import { createConnection } from 'mysql2';
import { createClient } from 'redis';

const connection = createConnection({ host: '127.0.0.1', port: 1, user: 'root' });
connection.on('error', () => {});
await new Promise((done) => connection.query('SELECT 1', done));
connection.destroy();

const client = createClient({ socket: { port: 1, host: '127.0.0.1', reconnectStrategy: false } });
client.on('error', () => {});
await client.connect().catch(() => {});
