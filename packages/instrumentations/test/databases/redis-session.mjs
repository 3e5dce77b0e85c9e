/** What steps of programs do with the package `redis`. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { createClient, createClientPool } = require('redis');

export class Session {
  #port;
  #database;
  #note;
  #client;
  #pool;

  constructor({ port, database, note }) {
    this.#port = port;
    this.#database = database;
    this.#note = note;
  }

  /** A command through its own method, such as `hSet`. */
  async call({ method, args, on = 'client' }) {
    const target = on === 'pool' ? await this.#getPool() : await this.#getClient();
    return plain(await target[method](...args));
  }

  /** A command as it is sent. */
  async send({ args }) {
    return plain(await (await this.#getClient()).sendCommand(args));
  }

  /** Commands that are sent at once, before the client waits for replies. */
  async burst({ commands }) {
    const client = await this.#getClient();
    const replies = await Promise.allSettled(commands.map((args) => client.sendCommand(args)));
    return replies.map(({ value, reason }) => (reason ? reason.message : plain(value)));
  }

  async batch({ commands, isTransaction }) {
    const batch = (await this.#getClient()).multi();
    for (const { method, args } of commands) batch[method](...args);
    return plain(await (isTransaction ? batch.exec() : batch.execAsPipeline()));
  }

  /** Commands of a client that connects meanwhile: they wait. */
  async early({ commands }) {
    const client = this.#newClient();
    const connected = client.connect();
    const replies = commands.map((args) => client.sendCommand(args));
    await Promise.allSettled([connected, ...replies]);
    client.destroy();
    return plain(await Promise.all(replies));
  }

  /** A client that cannot connect, and a command of it. */
  async refused({ args }) {
    const client = this.#newClient({ port: 1, reconnectStrategy: false });
    await client.connect().catch(() => {});
    return client.sendCommand(args);
  }

  async wrongPassword() {
    const client = this.#newClient({}, { password: 'wrong' });
    try {
      await client.connect();
    } finally {
      client.destroy();
    }
  }

  /** A client whose connection ends while a command waits for its reply. */
  async aborted({ args }) {
    const client = await this.#newClient().connect();
    const reply = client.sendCommand(args);
    setImmediate(() => client.destroy());
    return reply;
  }

  async end() {
    this.#client?.destroy();
    this.#pool?.destroy();
  }

  async #getClient() {
    this.#client ??= await this.#newClient().connect();
    return this.#client;
  }

  async #getPool() {
    this.#pool ??= await createClientPool(this.#options()).connect();
    return this.#pool;
  }

  #newClient(socket, options) {
    const client = createClient(this.#options(socket, options));
    client.on('error', () => {});
    client.on('connect', () => this.#note('connected'));
    return client;
  }

  #options(socket = {}, options = {}) {
    const all = { host: '127.0.0.1', port: this.#port, ...socket };
    return { socket: all, database: this.#database, ...options };
  }
}

function plain(reply) {
  return JSON.parse(
    JSON.stringify(reply ?? null, (_, value) => (value instanceof Error ? value.message : value)),
  );
}
