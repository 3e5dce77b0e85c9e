/** New Relic's agent reads its settings from a file of this name; the environment cannot name a certificate. */
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

exports.config = {
  certificates: [readFileSync(join(__dirname, '../../../receiver/tls/server-cert.pem'), 'utf8')],
};
