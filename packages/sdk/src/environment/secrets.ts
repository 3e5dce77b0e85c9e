import { parseKeyPairsIntoRecord } from '@opentelemetry/core';

/** What stands in the place of a secret. */
export const kMasked = '***';
/** Shorter texts would be found inside ordinary words. */
const kMinSecretLength = 4;

/** A URL as it may be shown: without credentials and without the values of its query. */
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

/** The values of `name=value,…`, and each entry without a name: it may be a token. */
function secretsOfPairs(text: string): string[] {
  const entries = text.split(',').map((entry) => entry.trim());
  const raw = entries.map((entry) => entry.slice(entry.indexOf('=') + 1).trim());
  return [...Object.values(parseKeyPairsIntoRecord(text)), ...raw];
}

/** Takes secrets out of every text that is printed, wherever they come from: also a receiver may repeat them. */
export class Redactor {
  readonly #secrets = new Set<string>();

  /** Learns the secrets of a URL. */
  addUrl(url: string): void {
    this.#add(secretsOfUrl(url));
  }

  /** Learns the values of headers as a variable holds them. */
  addPairs(pairs: string): void {
    this.#add(secretsOfPairs(pairs));
  }

  /** Learns values of headers. A scheme in front, as in `Bearer …`, is none. */
  addValues(values: Iterable<string>): void {
    this.#add(values);
  }

  redact(text: string): string {
    let result = text;
    // Longest first: one secret may be a part of another.
    for (const secret of [...this.#secrets].sort((a, b) => b.length - a.length)) {
      result = result.replaceAll(secret, kMasked);
    }
    return result;
  }

  /** The same for all texts inside a value that came from JSON, or will become it. */
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

  /** As it is, decoded, and as the credentials of a URL become a header. */
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
