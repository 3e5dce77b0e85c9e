/** Loaded before a measured process: leaves a part out of the built `native-core`, as `left-out.ts` says in the environment. */
import { registerHooks } from 'node:module';

const edits = JSON.parse(process.env['LEAVE_OUT'] ?? '[]');
const bundle = /\/native-core\/dist\/index\.js$/;

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!bundle.test(url)) return loaded;
    let source = String(loaded.source);
    for (const [part, replacement] of edits) {
      if (source.split(part).length !== 2) throw new Error(`not exactly once in ${url}: ${part}`);
      source = source.replace(part, () => replacement);
    }
    return { ...loaded, source };
  },
});
