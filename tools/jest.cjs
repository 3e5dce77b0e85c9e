// nx sets this for its tasks; programs that tests start would colour what the tests read.
delete process.env.FORCE_COLOR;

/** Jest settings of every package. Tests go through the built package: its public door. */
module.exports = {
  rootDir: process.cwd(),
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  testEnvironment: 'node',
  // Only a test that hangs takes as long, also on a busy machine.
  testTimeout: 120_000,
  transform: {
    '\\.ts$': [
      require.resolve('@swc/jest'),
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
    ],
  },
};
