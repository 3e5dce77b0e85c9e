import tseslint from 'typescript-eslint';

/** The packages that may be plugged in; only the composition in `sdk` imports them. */
const plugins = [
  'native-core',
  'context-native',
  'exporter-otlp-local',
  'genai',
  'instrumentations',
  'logs-bridges',
  'metrics-system',
  'sdk',
];

/** Forbids the import of these workspace packages, deep imports included. */
const forbid = (names) => ({
  'no-restricted-imports': [
    'error',
    {
      patterns: names.map((name) => ({
        group: [`@otel-native/${name}`, `@otel-native/${name}/*`, `**/packages/${name}/**`],
        message: 'Only sdk imports plug-in packages; a plug-in imports api-bridge alone.',
      })),
    },
  ],
});

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/build/**',
      '**/*.gen.ts',
      '**/node_modules/**',
      '.nx/**',
      '.venv/**',
      '**/temp/**',
    ],
  },
  ...tseslint.configs.recommended,
  ...tseslint.configs.stylistic,
  {
    rules: {
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-empty-function': 'off',
    },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['packages/api-bridge/src/**'], rules: forbid(plugins) },
  ...plugins
    .filter((name) => name !== 'sdk')
    .map((name) => ({
      files: [`packages/${name}/src/**`],
      rules: forbid(plugins.filter((other) => other !== name)),
    })),
);
