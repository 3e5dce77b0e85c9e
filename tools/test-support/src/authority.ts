import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** Files of a certificate and of its key. */
export interface Identity {
  readonly certFile: string;
  readonly keyFile: string;
}

export interface CertificateOptions {
  /** As a `subjectAltName` has them. By default those of this machine's loopback. */
  readonly names?: string;
  /** Days that it is valid from now on; -1 is one that has expired. */
  readonly days?: number;
}

const kLoopbackNames = 'IP:127.0.0.1,IP:::1,DNS:localhost';

/**
 * A certificate authority that lives as long as this process. The program `openssl` makes its certificates, when they are
 * asked for: certificates that have expired cannot lie in a repository beside others that never do.
 */
export class Authority {
  readonly #folder = temporaryFolder('test-authority');
  /** Self-signed. */
  readonly root: Identity;
  #issued = 0;

  constructor(name = 'test authority') {
    this.root = this.#files('authority');
    this.#openssl(
      ...['req', '-x509', '-nodes', '-days', '2', '-subj', `/CN=${name}`],
      ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-keyout', this.root.keyFile, '-out', this.root.certFile],
    );
  }

  /** What a client has to trust. */
  get certFile(): string {
    return this.root.certFile;
  }

  /** A file with the same certificate, which may be replaced. */
  copyOfCertificate(): string {
    const { certFile } = this.#files(`trusted-${this.#issued++}`);
    copyFileSync(this.certFile, certFile);
    return certFile;
  }

  issue({ names = kLoopbackNames, days = 2 }: CertificateOptions = {}): Identity {
    const identity = this.#files(`issued-${this.#issued++}`);
    const request = `${identity.certFile}.request`;
    const extensions = `${identity.certFile}.extensions`;
    writeFileSync(extensions, `subjectAltName=${names}\n`);
    this.#openssl(
      ...['req', '-new', '-nodes', '-subj', '/CN=receiver'],
      ...['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'],
      ...['-keyout', identity.keyFile, '-out', request],
    );
    this.#openssl(
      ...['x509', '-req', '-in', request, '-days', String(days), '-extfile', extensions],
      ...['-CA', this.root.certFile, '-CAkey', this.root.keyFile, '-out', identity.certFile],
    );
    return identity;
  }

  #files(name: string): Identity {
    const path = join(this.#folder, name);
    return { certFile: `${path}.crt`, keyFile: `${path}.key` };
  }

  #openssl(...args: readonly string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] });
  }
}
