/** Most tests start processes, each of which loads two SDKs: on a busy machine, that alone takes many seconds. */
module.exports = { ...require('../../tools/jest.cjs'), testTimeout: 120_000 };
