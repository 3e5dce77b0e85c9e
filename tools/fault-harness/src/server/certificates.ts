import { copyFileSync, readFileSync } from 'node:fs';
import { Authority, type Identity } from 'test-support/authority';

export { Authority, type Identity };

/** Certificates that most receivers here need, made once. */
export class KnownIdentities {
  #authority: Authority | undefined;
  #server: Identity | undefined;
  #stranger: Authority | undefined;

  /** The one that clients trust. */
  get authority(): Authority {
    return (this.#authority ??= new Authority());
  }

  /** Valid, and for the loopback. */
  get server(): Identity {
    return (this.#server ??= this.authority.issue());
  }

  /** One that no client trusts. */
  get stranger(): Authority {
    return (this.#stranger ??= new Authority('a stranger'));
  }
}

export const identities = new KnownIdentities();

/** Puts other files in the place of these, as whoever renews certificates does. */
export function replaceFiles(old: Identity, by: Identity): void {
  copyFileSync(by.keyFile, old.keyFile);
  copyFileSync(by.certFile, old.certFile);
}

/** Lines of a key that no log may show. */
export function secretLines({ keyFile }: Identity): string[] {
  const lines = readFileSync(keyFile, 'utf8').split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('-----'));
}
