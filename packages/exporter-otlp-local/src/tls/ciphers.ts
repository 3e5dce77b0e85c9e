/** Ciphers as OpenSSL takes them. */
export interface Ciphers {
  /** For TLS 1.2 and older. */
  readonly ciphers: string;
  /** For TLS 1.3. */
  readonly cipherSuites: string;
}

/** Splits Node's list, which holds both kinds: the suites of TLS 1.3 begin with `TLS_`. */
export function splitCiphers(list: string): Ciphers {
  const names = list.split(':');
  const isSuite = (name: string) => name.startsWith('TLS_');
  return {
    ciphers: names.filter((name) => !isSuite(name)).join(':'),
    cipherSuites: names.filter(isSuite).join(':'),
  };
}
