/** What the official instrumentation redacts where no list is given. */
const kSecretParameters = [
  'sig',
  'Signature',
  'AWSAccessKeyId',
  'X-Goog-Signature',
  'X-Amz-Signature',
  'X-Amz-Credential',
  'X-Amz-Security-Token',
];
const kRedacted = 'REDACTED';
/** Queries that `URLSearchParams` reads and writes without a change. */
const kPlainQuery = /^[\w.*-]+=[\w.*-]*(?:&[\w.*-]+=[\w.*-]*)*$/;

/** Replaces the values of secret parameters in queries. */
export class QueryRedaction {
  readonly #names: readonly string[];
  readonly #secret: RegExp | undefined;

  constructor(names: readonly string[] = kSecretParameters) {
    this.#names = names;
    if (names.length > 0) this.#secret = new RegExp(`(?:^|&)(?:${names.map(escape).join('|')})=`);
  }

  /** @param query without its question mark */
  redact(query: string): string {
    if (kPlainQuery.test(query) && this.#secret?.test(query) !== true) return query;
    const parameters = new URLSearchParams(query);
    for (const name of this.#names) if (parameters.has(name)) parameters.set(name, kRedacted);
    return parameters.toString();
  }
}

function escape(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
