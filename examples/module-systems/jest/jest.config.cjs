module.exports = { testMatch: ['<rootDir>/*.test.cjs'], testEnvironment: 'node' };
