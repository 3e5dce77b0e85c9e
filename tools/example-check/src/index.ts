export { checkExample } from './check-example.ts';
export { checkProgram, type Program } from './check-program.ts';
