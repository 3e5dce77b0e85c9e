import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Files of a self-signed certificate for 127.0.0.1 and localhost, which is its own authority. The certificates and
 * their keys exist only for these tests and protect nothing. They are valid for a hundred years, so that no test needs
 * a program to create one.
 */
export class SelfSigned {
  readonly certPath: string;
  readonly keyPath: string;

  /** @param name `stranger` is a certificate that nobody trusts */
  constructor(name: 'server' | 'stranger') {
    this.certPath = join(__dirname, `tls/${name}-cert.pem`);
    this.keyPath = join(__dirname, `tls/${name}-key.pem`);
  }

  get cert(): Buffer {
    return readFileSync(this.certPath);
  }

  get key(): Buffer {
    return readFileSync(this.keyPath);
  }

  /** Options of a server that asks clients for this certificate, too. */
  get mutual() {
    return { key: this.key, cert: this.cert, ca: this.cert, requestCert: true };
  }

  /** The files as a configuration file names them, for a client that shows the certificate. */
  get configuration(): string {
    return `{ ca_file: ${this.certPath}, cert_file: ${this.certPath}, key_file: ${this.keyPath} }`;
  }
}
