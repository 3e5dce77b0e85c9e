import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { include: ['*.test.mjs'], root: import.meta.dirname } });
