export { NativeContextManager } from './native-context-manager';
