/** What steps of programs do with mysql2. It is loaded by `require`, which both sides see. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const mysql = require('mysql2');

/** Ways of an application to put values into its statements. */
const queryFormats = {
  'doubled quotes': (sql, values) =>
    replaced(sql, values, (one) => `'${one.replaceAll("'", "''")}'`),
  bare: (sql, values) => replaced(sql, values, String),
  'by name': (sql, values) => sql.replace(/:(\w+)/g, (_, name) => mysql.escape(values[name])),
  "mysql2's": (sql, values) => replaced(sql, values, mysql.escape),
};

function replaced(sql, values, write) {
  let index = 0;
  return sql.replaceAll('?', () => write(values[index++]));
}

export class Session {
  #options;
  #note;
  #open = [];
  #connection;
  #pool;

  constructor({ port, note }) {
    this.#options = { host: '127.0.0.1', port, user: 'root', database: 'mysql' };
    this.#note = note;
  }

  /** A query or a prepared statement, in one of the ways to pass it. */
  run({ method = 'query', sql, values, how = 'callback', on = 'connection', options = {} }) {
    const target = on === 'pool' ? this.#getPool() : this.#getConnection();
    const given = valuesOf(values);
    if (how === 'promise')
      return target
        .promise()
        [method](sql, given)
        .then(([rows]) => rows);
    return new Promise((resolve, reject) => {
      const done = (error, rows) => {
        this.#note('in the callback');
        if (error) reject(error);
        else resolve(rows);
      };
      if (how === 'object') target[method]({ sql, values: given, ...options }, done);
      else if (given === undefined) target[method](sql, done);
      else target[method](sql, given, done);
    });
  }

  /** A query whose rows are events. */
  events({ method = 'query', sql }) {
    return new Promise((resolve, reject) => {
      const rows = [];
      this.#getConnection()
        [method](sql)
        .on('error', reject)
        .on('result', (row) => rows.push(row))
        .on('end', () => resolve(rows));
    });
  }

  async transaction({ statements, isKept }) {
    const connection = this.#getConnection().promise();
    await connection.beginTransaction();
    try {
      for (const sql of statements) await connection.query(sql);
      await (isKept ? connection.commit() : connection.rollback());
    } catch (error) {
      await connection.rollback();
      throw error;
    }
  }

  /** Queries on a connection with options of its own. The name of a `queryFormat` is one of those above. */
  async onConnectionWith({ options: { queryFormat, ...options }, queries }) {
    const given = { ...this.#options, ...options };
    if (queryFormat !== undefined) given.queryFormat = queryFormats[queryFormat];
    const connection = this.#opened(mysql.createConnection(given)).promise();
    const answers = [];
    for (const { method = 'query', sql, values } of queries) {
      const [rows] = await connection[method](sql, values);
      answers.push(Array.isArray(rows) ? rows.map((row) => Object.values(row)) : 'done');
    }
    return answers;
  }

  /** A query on a connection of its own, which cannot be made. */
  connectAs({ options, sql }) {
    const port = options.port === 'closed' ? 1 : this.#options.port;
    const connection = mysql.createConnection({ ...this.#options, ...options, port });
    return new Promise((resolve, reject) => {
      connection.on('error', () => {});
      connection.query(sql, (error, rows) => {
        connection.destroy();
        if (error) reject(error);
        else resolve(rows);
      });
    });
  }

  async end() {
    for (const one of this.#open) await new Promise((done) => one.end(done));
  }

  #getConnection() {
    this.#connection ??= this.#opened(mysql.createConnection(this.#options));
    return this.#connection;
  }

  #getPool() {
    this.#pool ??= this.#opened(mysql.createPool({ ...this.#options, connectionLimit: 2 }));
    return this.#pool;
  }

  #opened(one) {
    this.#open.push(one);
    return one;
  }
}

/** JSON has neither buffers nor dates. */
function valuesOf(values) {
  return values?.map((value) => {
    if (value?.buffer !== undefined) return Buffer.from(value.buffer, 'hex');
    return value?.date === undefined ? value : new Date(value.date);
  });
}
