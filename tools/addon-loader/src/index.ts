export { platform, requireAddon, type AddonPlaces } from './require-addon.ts';
export { LoadedAddon } from './loaded-addon.ts';
