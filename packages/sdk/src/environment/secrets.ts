import { parseKeyPairsIntoRecord } from '@opentelemetry/core';

/** Replaces a secret in printed text. */
export const kMasked = '***';
/** Shorter texts occur inside ordinary words. */
const kMinSecretLength = 4;

/** A URL without credentials and query values, safe to print. */
export function maskedUrl(text: string): string {
  return text
    .replace(/(^|\/\/)[^/?#]*@/, `$1${kMasked}@`)
    .replace(/[?#].*$/s, (rest) => `${rest[0]!}${kMasked}`);
}

/** The secret parts of a URL: user name, password, values of the query. */
function secretsOfUrl(text: string): string[] {
  const [, credentials = ''] = /(?:^|\/\/)([^/?#]*)@/.exec(text) ?? [];
  const [, query = ''] = /[?#](.*)$/s.exec(text) ?? [];
  const values = query.split('&').map((pair) => pair.slice(pair.indexOf('=') + 1));
  return [query, ...values, credentials, ...credentials.split(':')];
}

/** The values of `name=value,…`, and each entry without a name, since that may be a token. */
function secretsOfPairs(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const raw = entries.map((entry) => entry.slice(entry.indexOf('=') + 1).trim());
  return [...Object.values(parseKeyPairsIntoRecord(text)), ...raw];
}

/** Removes secrets from every printed text, wherever it comes from: a receiver may echo them too. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Adds the secrets of a URL. */
  addUrl(url: string): void {
    this.#add(secretsOfUrl(url));
  }

  /** Adds the values of headers in the form of an environment variable. */
  addPairs(pairs: string): void {
    this.#add(secretsOfPairs(pairs));
  }

  /** Adds header values. A scheme in front, such as `Bearer`, is not a secret. */
  addValues(values: Iterable<string>): void {
    this.#add(values);
  }

  redact(text: string): string {
    let result = text;
    // Longest first: one secret may be part of another.
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length)) {
      result = result.replaceAll(secret, kMasked);
    }
    return result;
  }

  /** Redacts every string inside a JSON value. */
  redactAll<T>(value: T): T {
    return JSON.parse(
      JSON.stringify(value, (_key, one: unknown) =>
        typeof one === 'string' ? this.redact(one) : one,
      ),
    ) as T;
  }

  #add(values: Iterable<string>): void {
    for (const value of values) {
      const parts = [value, value.replace(/^(bearer|basic|token|apikey|api-key)\s+/i, '')];
      for (const part of parts) this.#addForms(part.trim());
    }
  }

  /** Adds the secret as written, decoded, and as the header value that URL credentials turn into. */
  #addForms(secret: string): void {
    const forms = [secret, decoded(secret), Buffer.from(decoded(secret)).toString('base64')];
    for (const form of forms) if (form.length >= kMinSecretLength) this.#secrets.add(form);
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
