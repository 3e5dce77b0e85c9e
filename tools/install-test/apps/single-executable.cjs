// Carries its addons as assets. They are files before the SDK starts, as the system loads them from files alone.
const { mkdtempSync, writeFileSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { getAsset, getAssetKeys } = require('node:sea');

const { setAddonDirectory } = require('@otel-native/api-bridge');

const folder = mkdtempSync(join(tmpdir(), 'addons-'));
for (const key of getAssetKeys()) writeFileSync(join(folder, key), Buffer.from(getAsset(key)));
setAddonDirectory(folder);
require('./bundled.mjs');
