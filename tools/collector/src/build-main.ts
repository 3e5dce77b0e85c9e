import { ensureCollector } from './build.ts';

console.log(ensureCollector());
