import { diag } from '@opentelemetry/api';

let wasSaid = false;

/** Node warns of its own connections only. */
export function warnOfUnverified(): void {
  if (wasSaid) return;
  wasSaid = true;
  diag.warn(
    'NODE_TLS_REJECT_UNAUTHORIZED is 0: telemetry is sent over https without checking who receives it',
  );
}
