export { AddonFile } from './addon-file.ts';
export { kAddonDirectory } from './addon-directory.ts';
