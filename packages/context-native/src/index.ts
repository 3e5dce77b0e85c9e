export { NativeContextManager, type ContextManagerMode } from './native-context-manager';
