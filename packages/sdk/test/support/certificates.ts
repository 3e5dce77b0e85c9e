import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A self-signed certificate for 127.0.0.1 and localhost, which is its own authority, as files. */
export class SelfSigned {
  readonly directory = mkdtempSync(join(tmpdir(), 'otel-native-tls-'));
  readonly certPath = join(this.directory, 'cert.pem');
  readonly keyPath = join(this.directory, 'key.pem');

  constructor() {
    const args = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2'];
    const files = ['-keyout', this.keyPath, '-out', this.certPath];
    const names = [
      '-subj',
      '/CN=localhost',
      '-addext',
      'subjectAltName=IP:127.0.0.1,DNS:localhost',
    ];
    execFileSync('openssl', [...args, ...files, ...names], { stdio: 'ignore' });
  }

  get cert(): Buffer {
    return readFileSync(this.certPath);
  }

  get key(): Buffer {
    return readFileSync(this.keyPath);
  }

  remove(): void {
    rmSync(this.directory, { recursive: true });
  }
}
