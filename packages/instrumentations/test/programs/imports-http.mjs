export { default } from 'node:http';
