/** How Express is loaded and instrumented on each side of a comparison. */
import { ExpressInstrumentation as OfficialExpress } from '@opentelemetry/instrumentation-express';
import { ExpressInstrumentation } from '@otel-native/instrumentations/express';
import { mkdirSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { temporaryFolder } from 'test-support/temporary-folder';

let instrumentation;

/** Loads a version under the name `express`, from a folder of its own. */
function loadExpress(require, version) {
  const name = version === '4' ? 'express-4' : 'express';
  const folder = temporaryFolder('express');
  mkdirSync(join(folder, 'node_modules'));
  const installed = dirname(require.resolve(`${name}/package.json`));
  symlinkSync(installed, join(folder, 'node_modules/express'), 'junction');
  return createRequire(join(folder, 'app.js'))('express');
}

export const sides = {
  none: {
    load: loadExpress,
    configure: () => {},
  },
  official: {
    load(require, version) {
      instrumentation = new OfficialExpress();
      // Its hook of `require` goes by the name of the folder, which is another one here.
      const [definition] = instrumentation.init();
      return definition.patch(loadExpress(require, version));
    },
    configure: (config) => instrumentation.setConfig(config),
  },
  ours: {
    load(require, version) {
      instrumentation = new ExpressInstrumentation();
      return loadExpress(require, version);
    },
    configure: (config) => instrumentation.setConfig(config),
  },
};
