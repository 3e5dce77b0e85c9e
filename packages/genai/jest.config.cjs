module.exports = require('../../tools/jest.cjs');
