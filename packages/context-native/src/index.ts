export { addonPath, loadError } from './addon';
export { NativeContextManager, type ContextManagerMode } from './native-context-manager';
export { nativeContextReader } from './native-context-reader';
